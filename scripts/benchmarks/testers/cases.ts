/** The commands that all testers run, with their expected output. It is the same in every run. */

export interface Case {
  readonly command: string;
  /** Expected lines, without the last line break. */
  readonly output: string;
}

export interface Workload {
  /** A word, for file names. */
  readonly name: string;
  readonly title: string;
  readonly cases: readonly Case[];
}

export const ECHOES: Workload = {
  name: 'echo',
  title: '200 echo commands',
  cases: Array.from({ length: 200 }, (_, index) => ({ command: `echo line ${index}`, output: `line ${index}` })),
};

/** Creates and removes a network and a container on it, five times. */
export const DOCKER: Workload = {
  name: 'docker',
  title: '40 docker commands',
  cases: Array.from({ length: 5 }, (_, index) => networkRound(`net${index}`, `box${index}`)).flat(),
};

function networkRound(network: string, box: string): readonly Case[] {
  return [
    // An id has 64 characters, and a line break.
    { command: `docker network create --driver bridge ${network} | wc -c`, output: '65' },
    { command: `docker network inspect --format '{{.Name}} {{.Driver}}' ${network}`, output: `${network} bridge` },
    { command: `docker create --name ${box} --network ${network} alpine true | wc -c`, output: '65' },
    { command: "docker ps --all --format '{{.Names}} {{.Image}} {{.Status}}'", output: `${box} alpine Created` },
    { command: `docker inspect --format '{{.HostConfig.NetworkMode}}' ${box}`, output: network },
    { command: `docker run --rm --network ${network} alpine echo inside`, output: 'inside' },
    { command: `docker rm ${box}`, output: box },
    { command: `docker network rm ${network}`, output: network },
  ];
}

/** Returns the workload with a wrong expectation for its last command. */
export function withLastWrong({ name, title, cases }: Workload): Workload {
  const last = cases.at(-1);
  if (!last) throw new TypeError(`${name} has no commands`);
  return { name: `${name}-wrong`, title, cases: [...cases.slice(0, -1), { ...last, output: 'something else' }] };
}
