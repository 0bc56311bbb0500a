/** `await using` for Node 22, which has its symbols but not the statement. */

/**
 * Disposes of a resource after `use`, also if `use` fails. If both fail, throws the error of `use`: a lost daemon makes
 * a command fail first, and then the removal of its lab.
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
