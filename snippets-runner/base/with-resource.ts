/** What `await using` does, for Node 22, which has the symbols but not the statement. */

/**
 * Takes a resource down when `use` is over, however it ends. Where both fail, what `use` failed with is
 * told: a daemon that goes away makes a command fail and then the removal of its lab.
 */
export async function withResource<Resource extends AsyncDisposable, Result>(
  resource: Resource,
  use: (resource: Resource) => Promise<Result>,
): Promise<Result> {
  let result: Result;
  try {
    result = await use(resource);
  } catch (failure) {
    try {
      await resource[Symbol.asyncDispose]();
    } catch {}
    throw failure;
  }
  await resource[Symbol.asyncDispose]();
  return result;
}
