/** Makes the package.json of the npm package from that of the checkout. */

export interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly description: string;
  readonly engines: Readonly<Record<string, string>>;
  /** The first one is the tool. */
  readonly bin: Readonly<Record<string, string>>;
  readonly dependencies: Readonly<Record<string, string>>;
  readonly repository?: unknown;
}

/**
 * Returns the package.json.
 * @param root package.json of the checkout
 * @param imports names of the packages that the code imports
 * @param env has the address of the repository in a workflow of GitHub
 * @throws Error if a package is imported that is no dependency of the checkout
 */
export function packageManifest(root: Manifest, imports: readonly string[], env: NodeJS.ProcessEnv): object {
  const { name, version, description, engines, bin } = root;
  const repository = root.repository ?? repositoryIn(env);
  return {
    name,
    version,
    description,
    keywords: ['docker', 'networking', 'tutorials', 'markdown', 'readme', 'documentation', 'test', 'verify'],
    // The code, and the tutorials.
    license: 'MIT AND CC-BY-4.0',
    ...(repository !== undefined && { repository }),
    type: 'module',
    engines,
    // npx starts the one that is named as the package.
    bin: { ...bin, [name]: Object.values(bin)[0] },
    dependencies: Object.fromEntries(imports.map((each) => [each, versionOf(each, root)])),
  };
}

function versionOf(name: string, { dependencies }: Manifest): string {
  const version = dependencies[name];
  if (version === undefined) throw new Error(`${name} is imported, but not in "dependencies" of package.json`);
  return version;
}

function repositoryIn({ GITHUB_SERVER_URL: server, GITHUB_REPOSITORY: name }: NodeJS.ProcessEnv): object | undefined {
  return server && name ? { type: 'git', url: `git+${server}/${name}.git` } : undefined;
}
