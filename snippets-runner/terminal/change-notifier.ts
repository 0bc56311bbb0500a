/** Tells any number of waiting callers that something has changed. */
export class ChangeNotifier {
  #next = Promise.withResolvers<void>();

  announce(): void {
    const { resolve } = this.#next;
    this.#next = Promise.withResolvers<void>();
    resolve();
  }

  /** Resolves at the next change, or when the time is up. An aborted `delay` would create an error each time. */
  next(withinMs: number): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>();
    const timer = setTimeout(resolve, withinMs);
    void this.#next.promise.then(() => {
      clearTimeout(timer);
      resolve();
    });
    return promise;
  }
}
