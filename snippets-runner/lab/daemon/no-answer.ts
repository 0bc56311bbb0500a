/** Why no daemon answers at an address, and what to do about it. */
import { SshError } from './ssh-agent.ts';

export interface NoAnswer {
  readonly why: string;
  /** Undefined where nothing is known but that there is no daemon. */
  readonly hint?: string;
}

/** @param error as Node, dockerode or ssh has it */
export function whyNoAnswer(error: unknown, address: string): NoAnswer {
  if (error instanceof SshError) return ofSsh(error, address);
  const { code = '', message, syscall = '' } = error as NodeJS.ErrnoException;
  if (syscall.startsWith('spawn')) {
    return { why: `ssh cannot be run (${code})`, hint: 'install OpenSSH: its client, ssh, must be on the path' };
  }
  const known = BY_CODE[code];
  if (known) return { ...elsewhere(address), ...known };
  if (UNTRUSTED.test(code)) {
    return {
      why: `its certificate is not trusted: ${message}`,
      hint: 'ca.pem, where DOCKER_CERT_PATH or the docker context has it, must be of the authority that signed it',
    };
  }
  if (code === 'ECONNRESET' && !address.startsWith('unix://')) return HUNG_UP;
  const told = BY_MESSAGE.find(([pattern]) => pattern.test(`${code} ${message}`))?.[1];
  return told ?? { why: message, ...elsewhere(address) };
}

/** Of a daemon on this machine, everybody knows how to start it. */
function elsewhere(address: string): Pick<NoAnswer, 'hint'> {
  return address.startsWith('unix://') ? {} : { hint: CHECK_ADDRESS };
}

const CHECK_ADDRESS = 'see whether the address is right, this machine reaches that one, and Docker runs there';

const BY_CODE: Readonly<Record<string, NoAnswer>> = {
  EACCES: { why: 'not allowed (be a member of the group docker, or root)' },
  ECONNREFUSED: { why: 'nothing listens there' },
  EAI_AGAIN: { why: 'its name cannot be looked up now', hint: CHECK_ADDRESS },
  EHOSTUNREACH: { why: 'there is no way to that machine', hint: CHECK_ADDRESS },
  ENETUNREACH: { why: 'there is no way to that machine', hint: CHECK_ADDRESS },
  ENOENT: { why: 'there is no such socket' },
  ENOTFOUND: { why: 'there is no machine of that name', hint: CHECK_ADDRESS },
  ERR_TLS_CERT_ALTNAME_INVALID: {
    why: 'its certificate is for another name',
    hint: 'call it by the name that its certificate has, or have one made for this name',
  },
  ETIMEDOUT: { why: 'no answer', hint: CHECK_ADDRESS },
};

/** What OpenSSL says of a certificate: https://nodejs.org/api/tls.html#x509-certificate-error-codes */
const UNTRUSTED = /SELF_SIGNED|^UNABLE_TO_|^CERT_|^INVALID_(?:CA|PURPOSE)$|^PATH_LENGTH_EXCEEDED$/u;

const REFUSES_US: NoAnswer = {
  why: 'it refuses the certificate that it was shown, or that none was',
  hint: 'cert.pem and key.pem, where DOCKER_CERT_PATH or the docker context has them, must be signed by its authority',
};

/** With TLS 1.3, a client may be refused after it has begun to ask, and then be told nothing. */
const HUNG_UP: NoAnswer = {
  why: 'it hung up',
  hint: 'if it wants TLS: DOCKER_TLS_VERIFY=1, and in DOCKER_CERT_PATH a certificate that its authority has signed',
};

const BY_MESSAGE: readonly (readonly [RegExp, NoAnswer])[] = [
  [/ALERT/u, REFUSES_US],
  [
    /wrong.version.number/iu,
    {
      why: 'what listens there does not speak TLS',
      hint: 'unset DOCKER_TLS_VERIFY, or see whether the port is right: TLS is usually on 2376',
    },
  ],
  [
    /HTTP request to an HTTPS server/u,
    {
      why: 'it speaks TLS only',
      hint: 'set DOCKER_TLS_VERIFY=1, and DOCKER_CERT_PATH to the folder with ca.pem, cert.pem and key.pem',
    },
  ],
  [
    /KEY_VALUES_MISMATCH|no start line|PEM|bad decrypt/iu,
    { why: 'cert.pem and key.pem are no certificate and its key', hint: 'see what DOCKER_CERT_PATH has' },
  ],
];

function ofSsh({ message }: SshError, address: string): NoAnswer {
  const known = SSH.find(([pattern]) => pattern.test(message));
  // ssh may say much, such as the whole of a warning; what ended it comes last.
  const said = message.split('\n').filter((line) => line.trim() !== '');
  return { why: said.slice(-LINES_OF_SSH).join('\n    '), hint: known?.[1] ?? tryByHand(address) };
}

const LINES_OF_SSH = 4;

function tryByHand(address: string): string {
  const { username, hostname, port } = new URL(address);
  return `try it by hand: ssh ${port && `-p ${port} `}${username && `${username}@`}${hostname} docker version`;
}

const SSH: readonly (readonly [RegExp, string])[] = [
  [
    /IDENTIFICATION HAS CHANGED/u,
    'it is another machine than before, or was set up anew: find out which, and only then ssh-keygen -R its name',
  ],
  [
    /Host key verification failed/u,
    'it is not known here: connect once by hand with ssh, compare its fingerprint, and accept it',
  ],
  [
    /Permission denied \(/u,
    'nobody is asked for a password: it needs a key that is let in there, in ssh-agent or without a passphrase, or named as IdentityFile in ~/.ssh/config',
  ],
  [/not found/u, 'the docker command must be installed there, and on the path of commands that ssh runs'],
  [
    /docker daemon|raw stream connection/iu,
    'it must run there, and let that user in (group docker); a socket may be named: ssh://HOST/PATH',
  ],
  [/resolve hostname|timed out|refused|No route|unreachable/u, CHECK_ADDRESS],
];
