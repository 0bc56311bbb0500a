/**
 * A pseudo-terminal in memory: the near end that the runner holds, the far end that programs use, and
 * between them as much of a kernel's line discipline as shows: echo, lines, Ctrl-C, Ctrl-D, `\n` to `\r\n`.
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

  /** @param cut the most bytes that one read gives; marks and characters may be cut anywhere */
  constructor(size: PtySize, cut = Number.POSITIVE_INFINITY) {
    this.size = size;
    this.#output = new ByteQueue(cut);
  }

  /** Aborted when the near end is let go, or the program has ended. */
  get hangUp(): AbortSignal {
    return this.#hangUp.signal;
  }

  print(text: string): void {
    this.printBytes(new TextEncoder().encode(text.replaceAll('\n', '\r\n')));
  }

  printBytes(bytes: Uint8Array): void {
    if (!this.hangUp.aborted) this.#output.push(bytes);
  }

  /** The next line in cooked mode, the next keys in raw mode; undefined at an end of input. */
  read(): Promise<string | undefined> {
    return this.#input.shift();
  }

  /** Raw: keys reach the program one by one, and are not echoed. @returns back to the mode of before */
  setRaw(): () => void {
    const before = this.#isRaw;
    this.#isRaw = true;
    return () => {
      this.#isRaw = before;
    };
  }

  /** Who gets Ctrl-C from now on. @returns the one of before */
  interrupts(handler: () => void): () => void {
    const before = this.#onInterrupt;
    this.#onInterrupt = handler;
    return before;
  }

  /** The program at the far end has ended, or, with a failure, the connection was lost. */
  end(failure?: Error): void {
    this.#output.end(failure);
    this.#hangUp.abort();
    this.#input.push(undefined);
  }

  /** @param onEnd is called when the near end is let go */
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

/** First in, first out; who comes too early waits. */
class Queue<T> {
  readonly #items: T[] = [];
  #waiting: ((item: T) => void) | undefined;

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
