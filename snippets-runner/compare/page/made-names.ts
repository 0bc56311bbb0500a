/** Finds the names of what commands make: networks, containers, images, files, variables. */

/** Each with the name in its group. */
const MAKING: readonly RegExp[] = [
  /\s--name[= ]["']?([\w][\w.-]*)/gu,
  /\b(?:network|volume|context|buildx|machine)\s+create\b[^|;&\n]*\s([\w][\w.-]*)\s*(?=$|[|;&\n])/gu,
  /\b(?:secret|config)\s+create\s+(?:-\S+\s+)*([\w][\w.-]*)/gu,
  /\bdocker\s[^|;&\n]*\bbuild\b[^|;&\n]*\s(?:-t|--tag)[= ]?([\w][\w./-]*)/gu,
  /\bdocker\s(?:image\s)?(?:tag|commit)\s+\S+\s+([\w][\w./-]*)/gu,
  /\bdocker\s(?:image\s)?pull\s+(?:-\S+\s+)*([\w][\w./-]*)/gu,
  /\bstack\s+(?:deploy|up)\b[^|;&\n]*\s([\w][\w-]*)\s*(?=$|[|;&\n])/gu,
  /\b(swarm)\s+(?:init|join)\b/gu,
  /\b(?:mkdir|touch|useradd|adduser)\s+(?:-\S+\s+)*["']?([\w./~-]+)/gu,
  /\b(?:git\s+clone|wget)\s[^|;&\n]*\/([\w][\w.-]*?)(?:\.git)?\/?\s*(?=$|[|;&\n])/gu,
  /(?:>|\btee\s(?:-a\s)?|\s-o\s)\s*["']?([\w./~-]*[\w-])/gu,
  /\b(?:install|add)\s+(?:-\S+\s+)*([\w][\w.+-]*(?:[ \t]+[\w][\w.+-]*)*)/gu,
  /\bip\s+(?:netns|link)\s+add\s+(?:dev\s+|link\s+\S+\s+)?(?:name\s+)?([\w][\w.-]*)/gu,
];

const VARIABLE = /(?:^|[;&]\s*|\bexport\s+|\bread\s+(?:-\w+\s+)*)([A-Za-z_]\w*)(?==|\s*$)/gmu;

/** Returns the names of what commands make. Of a path, the last part. Those of variables begin with `$`. */
export function namesMadeBy(commands: readonly string[]): ReadonlySet<string> {
  const text = commands.join('\n').replace(/\\\n/gu, ' ');
  const found = MAKING.flatMap((pattern) => Array.from(text.matchAll(pattern), ([, names = '']) => names));
  const variables = Array.from(text.matchAll(VARIABLE), ([, name]) => `$${name}`);
  const names = found.flatMap((each) => each.split(/\s+/u).flatMap((name) => name.split('/').at(-1) || []));
  return new Set([...names, ...variables]);
}
