/** Says why no daemon answers at an address, and what to do about it. */
import { ownMember } from '../../base/own-member.ts';
import { shellQuoted } from '../../base/shell-quote.ts';
import { SshError } from './ssh-agent.ts';

export interface NoAnswer {
  readonly why: string;
  /** Undefined: start a daemon, nothing more is known. */
  readonly hint?: string;
}

/** @param error of Node, dockerode or ssh */
export function whyNoAnswer(error: unknown, address: string): NoAnswer {
  if (error instanceof SshError) return ofSsh(error, address);
  const { code = '', message, syscall = '' } = error as NodeJS.ErrnoException;
  if (syscall.startsWith('spawn')) {
    return { why: `ssh cannot be run (${code})`, hint: 'install OpenSSH: its client, ssh, must be on the path' };
  }
  const known = ownMember(BY_CODE, code);
  if (known) return { ...remoteHint(address), ...known };
  if (UNTRUSTED.test(code)) {
    return {
      why: `its certificate is not trusted: ${message}`,
      hint: 'the ca.pem of DOCKER_CERT_PATH or of the docker context must be from the authority that signed the certificate',
    };
  }
  if (code === 'ECONNRESET' && !address.startsWith('unix://')) return CLOSED;
  const told = BY_MESSAGE.find(([pattern]) => pattern.test(`${code} ${message}`))?.[1];
  return told ?? { why: message, ...remoteHint(address) };
}

/** A daemon on this machine needs no such hint: it only has to be started. */
function remoteHint(address: string): Pick<NoAnswer, 'hint'> {
  return address.startsWith('unix://') ? {} : { hint: CHECK_ADDRESS };
}

const CHECK_ADDRESS = 'check that the address is right, that the machine can be reached, and that Docker runs there';

const BY_CODE: Readonly<Record<string, NoAnswer>> = {
  EACCES: { why: 'permission denied (you must be root or in the group docker)' },
  ECONNREFUSED: { why: 'nothing listens there' },
  EAI_AGAIN: { why: 'the name of the machine cannot be looked up at the moment', hint: CHECK_ADDRESS },
  EHOSTUNREACH: { why: 'there is no route to that machine', hint: CHECK_ADDRESS },
  ENETUNREACH: { why: 'there is no route to that machine', hint: CHECK_ADDRESS },
  ENOENT: { why: 'there is no such socket' },
  ENOTFOUND: { why: 'there is no machine with that name', hint: CHECK_ADDRESS },
  ERR_TLS_CERT_ALTNAME_INVALID: {
    why: 'its certificate is for another name',
    hint: 'use the name that is in the certificate, or create a certificate for this name',
  },
  ETIMEDOUT: { why: 'no answer', hint: CHECK_ADDRESS },
};

/** OpenSSL's codes for a certificate: https://nodejs.org/api/tls.html#x509-certificate-error-codes */
const UNTRUSTED = /SELF_SIGNED|^UNABLE_TO_|^CERT_|^INVALID_(?:CA|PURPOSE)$|^PATH_LENGTH_EXCEEDED$/u;

const REJECTED: NoAnswer = {
  why: 'it rejects the client certificate, or needs one',
  hint: 'its authority must have signed the cert.pem of DOCKER_CERT_PATH or of the docker context; key.pem belongs to it',
};

/** With TLS 1.3 a daemon can reject a client after the request, and then it gives no reason. */
const CLOSED: NoAnswer = {
  why: 'it closed the connection',
  hint: 'if it needs TLS: set DOCKER_TLS_VERIFY=1, and DOCKER_CERT_PATH to a certificate that its authority has signed',
};

const BY_MESSAGE: readonly (readonly [RegExp, NoAnswer])[] = [
  [/ALERT/u, REJECTED],
  [
    /wrong.version.number/iu,
    {
      why: 'the program that listens there does not use TLS',
      hint: 'unset DOCKER_TLS_VERIFY, or check the port: TLS usually has port 2376',
    },
  ],
  [
    /HTTP request to an HTTPS server/u,
    {
      why: 'it accepts only TLS',
      hint: 'set DOCKER_TLS_VERIFY=1, and DOCKER_CERT_PATH to the folder with ca.pem, cert.pem and key.pem',
    },
  ],
  [
    /KEY_VALUES_MISMATCH|no start line|PEM|bad decrypt/iu,
    { why: 'cert.pem and key.pem are not a certificate and its key', hint: 'check the files in DOCKER_CERT_PATH' },
  ],
];

function ofSsh({ message }: SshError, address: string): NoAnswer {
  const known = SSH.find(([pattern]) => pattern.test(message));
  // ssh may print a long warning first. The reason why it ended is in the last lines.
  const lines = message.split('\n').filter((line) => line.trim() !== '');
  return { why: lines.slice(-LINES_OF_SSH).join('\n    '), hint: known?.[1] ?? tryByHand(address) };
}

const LINES_OF_SSH = 4;

/** Needs no quotes in a shell. */
const PLAIN_WORD = /^[\w.@:[\]-]+$/u;

function tryByHand(address: string): string {
  const { username, hostname, port } = new URL(address);
  const words = [...(port ? ['-p', port] : []), '--', `${username && `${username}@`}${hostname}`];
  return `try it by hand: ssh ${words.map((word) => (PLAIN_WORD.test(word) ? word : shellQuoted(word))).join(' ')} docker version`;
}

const SSH: readonly (readonly [RegExp, string])[] = [
  [
    /IDENTIFICATION HAS CHANGED/u,
    'this is not the same machine as before, or it was reinstalled: find out which, and only then remove the old key with ssh-keygen -R and its name',
  ],
  [
    /Host key verification failed/u,
    'this machine is not in known_hosts: connect once by hand with ssh, compare the fingerprint, and accept it',
  ],
  [
    /Permission denied \(/u,
    'no password is asked for, so ssh needs a key that the machine accepts: in ssh-agent, without a passphrase, or as IdentityFile in ~/.ssh/config',
  ],
  [/not found/u, 'install the docker command on that machine, on the path of the commands that ssh runs'],
  [
    /docker daemon|raw stream connection/iu,
    'Docker must run on that machine, and the user must be allowed to use it (group docker); the address can name the socket: ssh://HOST/PATH',
  ],
  [/resolve hostname|timed out|refused|No route|unreachable/u, CHECK_ADDRESS],
];
