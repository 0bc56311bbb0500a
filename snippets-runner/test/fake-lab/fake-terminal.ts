/**
 * A pseudo-terminal in memory. The runner has its near end, programs have its far end. Between them are the visible
 * parts of a kernel's line discipline: echo, lines, Ctrl-C, Ctrl-D, `\n` to `\r\n`.
 */
import type { Pty, PtySize } from '../../model/lab.ts';

const CTRL_C = '\x03';
const CTRL_D = '\x04';

export class FakeTerminal {
  readonly #output: ByteQueue;
  readonly #input = new Queue<string | undefined>();
  readonly #hangUp = new AbortController();
  #line = '';
  #isRaw = false;
  #onInterrupt: () => void = () => undefined;
  size: PtySize;

  /** @param cut the most bytes that one read returns; marks and characters may be cut anywhere */
  constructor(size: PtySize, cut = Number.POSITIVE_INFINITY) {
    this.size = size;
    this.#output = new ByteQueue(cut);
  }

  /** Aborted when the near end is closed, or the program has ended. */
  get hangUp(): AbortSignal {
    return this.#hangUp.signal;
  }

  print(text: string): void {
    this.printBytes(new TextEncoder().encode(text.replaceAll('\n', '\r\n')));
  }

  printBytes(bytes: Uint8Array): void {
    if (!this.hangUp.aborted) this.#output.push(bytes);
  }

  /** Whether a program waits for input. */
  get isAwaited(): boolean {
    return this.#input.isAwaited;
  }

  /** Ends the running program, as a signal does that it cannot catch. */
  kill(): void {
    this.#onInterrupt();
  }

  /** Returns the next line in cooked mode, the next keys in raw mode. Returns undefined at the end of the input. */
  read(): Promise<string | undefined> {
    return this.#input.shift();
  }

  /** Sets raw mode: the program gets each key, without an echo. @returns a function that restores the previous mode */
  setRaw(): () => void {
    const before = this.#isRaw;
    this.#isRaw = true;
    return () => {
      this.#isRaw = before;
    };
  }

  /** Ends raw mode, as a shell does after a program that was killed. */
  setCooked(): void {
    this.#isRaw = false;
  }

  /** Sets the handler of Ctrl-C. @returns the previous handler */
  interrupts(handler: () => void): () => void {
    const before = this.#onInterrupt;
    this.#onInterrupt = handler;
    return before;
  }

  /** Ends the output. @param failure the error by which the connection was lost; undefined if the program has ended */
  end(failure?: Error): void {
    this.#output.end(failure);
    this.#hangUp.abort();
    this.#input.push(undefined);
  }

  /** @param onEnd is called when the near end is closed */
  nearEnd(onEnd: () => void): Pty {
    return {
      output: this.#output,
      write: (bytes) => this.#type(bytes),
      resize: async (size) => {
        this.size = size;
      },
      [Symbol.asyncDispose]: async () => {
        this.end();
        onEnd();
      },
    };
  }

  #type(typed: string): void {
    if (this.hangUp.aborted) return;
    for (const key of typed) {
      if (this.#isRaw) this.#input.push(key);
      else this.#typeCooked(key);
    }
  }

  #typeCooked(key: string): void {
    switch (key) {
      case CTRL_C:
        this.print('^C');
        this.#line = '';
        this.#onInterrupt();
        return;
      case CTRL_D:
        if (this.#line === '') this.#input.push(undefined);
        return;
      case '\r':
      case '\n':
        this.print('\n');
        this.#input.push(this.#line);
        this.#line = '';
        return;
      default:
        this.print(key);
        this.#line += key;
    }
  }
}

/** A first-in, first-out queue. Taking from an empty queue waits for the next item. */
class Queue<T> {
  readonly #items: T[] = [];
  #waiting: ((item: T) => void) | undefined;

  get isAwaited(): boolean {
    return this.#waiting !== undefined;
  }

  push(item: T): void {
    const waiting = this.#waiting;
    this.#waiting = undefined;
    if (waiting) waiting(item);
    else this.#items.push(item);
  }

  shift(): Promise<T> {
    if (this.#items.length > 0) return Promise.resolve(this.#items.shift() as T);
    return new Promise((resolve) => {
      this.#waiting = resolve;
    });
  }
}

class ByteQueue implements AsyncIterable<Uint8Array> {
  readonly #queue = new Queue<Uint8Array | { readonly failure: Error | undefined }>();
  readonly #cut: number;
  #hasEnded = false;

  constructor(cut: number) {
    this.#cut = cut;
  }

  push(bytes: Uint8Array): void {
    if (this.#hasEnded) return;
    for (let start = 0; start < bytes.length; start += this.#cut) {
      this.#queue.push(bytes.slice(start, start + this.#cut));
    }
  }

  end(failure: Error | undefined): void {
    if (this.#hasEnded) return;
    this.#hasEnded = true;
    this.#queue.push({ failure });
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<Uint8Array> {
    for (;;) {
      const item = await this.#queue.shift();
      if (item instanceof Uint8Array) yield item;
      else if (item.failure) throw item.failure;
      else return;
    }
  }
}
