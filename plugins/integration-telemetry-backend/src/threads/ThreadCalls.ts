import { OtlpError } from '../otlp/OtlpError';

/** What of a worker, or of the port to its parent, is used here. */
export interface MessageEnd {
  postMessage(message: unknown): void;
  on(event: 'message', listener: (message: Message) => void): unknown;
}

type Message =
  | { ask: string; argument: unknown; id?: number }
  | { id: number; answer: unknown }
  | { id: number; failure: Failure };

/** An error as it goes from one thread to another. */
interface Failure {
  message: string;
  httpStatus?: number;
  retryAfterSeconds?: number;
}

interface Open {
  resolve(answer: unknown): void;
  reject(error: Error): void;
}

/** What one side can be asked, by name: an argument goes in, an answer comes out. */
export type Answers = Record<string, (argument: any) => unknown>;

/**
 * Questions between two threads, in both directions.
 *
 * `Theirs` is what the other side answers.
 */
export class ThreadCalls<Theirs extends Answers> {
  readonly #end: MessageEnd;
  readonly #open = new Map<number, Open>();
  #lastId = 0;
  #gone: Error | undefined;
  #ours: Answers;

  constructor(end: MessageEnd, ours: Answers = {}) {
    this.#end = end;
    this.#ours = ours;
    end.on('message', message => {
      if ('ask' in message) {
        this.#answer(message);
        return;
      }
      const open = this.#open.get(message.id);
      this.#open.delete(message.id);
      if ('failure' in message) {
        open?.reject(toError(message.failure));
      } else {
        open?.resolve(message.answer);
      }
    });
  }

  /** Gives these answers from now on. */
  answer(ours: Answers): void {
    this.#ours = ours;
  }

  /**
   * @throws OtlpError where the other side threw one, Error where it threw
   *   another, or is gone
   */
  ask<Name extends keyof Theirs & string>(
    name: Name,
    argument: Parameters<Theirs[Name]>[0],
  ): Promise<Awaited<ReturnType<Theirs[Name]>>> {
    return new Promise((resolve, reject) => {
      if (this.#gone) {
        reject(this.#gone);
        return;
      }
      this.#lastId += 1;
      this.#open.set(this.#lastId, {
        resolve: resolve as Open['resolve'],
        reject,
      });
      this.#post({ ask: name, argument, id: this.#lastId });
    });
  }

  /** The same, where nobody waits for the answer. */
  tell<Name extends keyof Theirs & string>(
    name: Name,
    argument: Parameters<Theirs[Name]>[0],
  ): void {
    if (!this.#gone) {
      this.#post({ ask: name, argument });
    }
  }

  /** The other side is gone: whoever waits for it, or asks from now on, gets this. */
  end(error: Error): void {
    this.#gone = error;
    this.#open.forEach(({ reject }) => reject(error));
    this.#open.clear();
  }

  async #answer({
    ask,
    argument,
    id,
  }: Extract<Message, { ask: string }>): Promise<void> {
    let message: Message | undefined;
    try {
      const answer = await this.#ours[ask](argument);
      message = id === undefined ? undefined : { id, answer };
    } catch (error) {
      if (id === undefined) {
        throw error;
      }
      message = { id, failure: toFailure(error) };
    }
    if (message) {
      this.#post(message);
    }
  }

  #post(message: Message): void {
    this.#end.postMessage(message);
  }
}

function toFailure(error: unknown): Failure {
  const { message, httpStatus, retryAfterSeconds } = error as OtlpError;
  return { message, httpStatus, retryAfterSeconds };
}

function toError({ message, httpStatus, retryAfterSeconds }: Failure): Error {
  return httpStatus === undefined
    ? new Error(message)
    : new OtlpError(httpStatus, message, { retryAfterSeconds });
}
