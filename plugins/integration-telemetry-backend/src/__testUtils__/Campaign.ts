import { Agent, request } from 'http';
import {
  addCalls,
  Calls,
  nextParcel,
  Parcel,
  sentinelParcel,
} from './campaignLoad';
import { Seeded } from './seeded';
import { Receiver } from './startReceiver';

/** How many requests are under way at once. */
const SENDERS = 4;
/** How many requests are given up on before their answer arrives. */
const HANG_UP_SHARE = 0.08;
const PAUSE_MS = 20;
/** How long a sender waits for an answer: OTLP's exporters do by default. */
const TIMEOUT_MS = 10_000;
/** Who got no answer for so long will get none. */
const PATIENCE_MS = 90_000;

interface Answer {
  status: number;
  retryAfter?: string;
  body: string;
}

/** Whether the same request is to be sent again later. */
const isRefusal = ({ status }: Answer) => status === 429 || status === 503;

const pause = () => new Promise(resolve => setTimeout(resolve, PAUSE_MS));

/**
 * Senders that repeat each request, byte by byte, until it was answered with
 * success, as OTLP asks of them; and a record of what they sent.
 */
export class Campaign {
  readonly #receivers: Receiver[];
  readonly #random: Seeded;
  readonly #agent = new Agent({ keepAlive: true });
  #isSending = true;
  #isAbandoned = false;
  #senders: Promise<void>[] = [];
  #watchers: Array<() => void> = [];
  /** What was acknowledged, by the integration's name. */
  readonly sent = new Map<string, Calls>();
  /** How many requests were acknowledged. */
  acknowledged = 0;
  /** How often a request was sent again. */
  repeats = 0;
  /** How often the answer was to send it again later. */
  refusals = 0;
  /** How many answers came from each address. */
  readonly answersByDoor = new Map<string, number>();
  /** Answers that no sender should ever get. */
  readonly wrongs: string[] = [];

  constructor(options: { receivers: Receiver[]; random: Seeded }) {
    this.#receivers = options.receivers;
    this.#random = options.random;
  }

  start(): void {
    this.#senders = Array.from({ length: SENDERS }, async () => {
      while (this.#isSending) {
        await this.#deliver(nextParcel(this.#random));
      }
    });
  }

  /** Resolves once this many more requests were acknowledged. */
  async progress(requests: number): Promise<void> {
    await this.#until(() => this.acknowledged, requests);
  }

  /** Resolves once this many more requests were refused. */
  async refused(requests: number): Promise<void> {
    await this.#until(() => this.refusals, requests);
  }

  /** Ends once everything that was begun is acknowledged. */
  async finish(): Promise<void> {
    this.#isSending = false;
    await Promise.all(this.#senders);
    await this.#deliver(sentinelParcel());
    this.#agent.destroy();
  }

  /** Ends at once, whatever is under way. */
  abandon(): void {
    this.#isSending = false;
    this.#isAbandoned = true;
    this.#agent.destroy();
  }

  async #deliver(parcel: Parcel): Promise<void> {
    while (!this.#isAbandoned) {
      const receiver = this.#random.pick(this.#receivers);
      const door = this.#random.pick(receiver.doors);
      const answer = await this.#post(receiver, door, parcel).catch(
        () => undefined,
      );
      if (answer) {
        const answers = this.answersByDoor.get(door) ?? 0;
        this.answersByDoor.set(door, answers + 1);
      }
      if (answer && !isRefusal(answer)) {
        this.#note(answer, parcel);
        return;
      }
      if (answer) {
        this.refusals += 1;
        if (!(Number(answer.retryAfter) > 0)) {
          this.wrongs.push(`${answer.status} without Retry-After`);
        }
      }
      this.repeats += 1;
      this.#tell();
      await pause();
    }
  }

  #note({ status, body }: Answer, { brings }: Parcel): void {
    if (status !== 200) {
      this.wrongs.push(`${status} ${body}`);
      return;
    }
    if (body !== '' && body !== '{}') {
      this.wrongs.push(`only partial success: ${body}`);
    }
    brings.forEach((calls, name) => addCalls(this.sent, name, calls));
    this.acknowledged += 1;
    this.#tell();
  }

  #post(receiver: Receiver, door: string, parcel: Parcel): Promise<Answer> {
    const hangsUp = this.#random.happens(HANG_UP_SHARE);
    return new Promise((resolve, reject) => {
      const outgoing = request(
        `${door}${parcel.path}`,
        {
          method: 'POST',
          agent: this.#agent,
          timeout: TIMEOUT_MS,
          headers: { ...parcel.headers, Authorization: receiver.authorization },
        },
        incoming => {
          let body = '';
          incoming.setEncoding('utf8');
          incoming.on('data', chunk => (body += chunk));
          incoming.on('error', reject);
          incoming.on('end', () =>
            resolve({
              status: incoming.statusCode!,
              retryAfter: incoming.headers['retry-after'],
              body,
            }),
          );
        },
      );
      outgoing.on('error', reject);
      outgoing.on('timeout', () =>
        outgoing.destroy(new Error('The answer takes too long')),
      );
      outgoing.end(parcel.bytes, () => {
        if (hangsUp) {
          outgoing.destroy(new Error('Nobody waits for the answer'));
        }
      });
    });
  }

  async #until(count: () => number, more: number): Promise<void> {
    const at = count() + more;
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<never>((_, reject) => {
      timer = setTimeout(
        () => reject(new Error(`${count()} of ${at}: it does not go on`)),
        PATIENCE_MS,
      );
    });
    try {
      while (count() < at) {
        const told = new Promise<void>(resolve => this.#watchers.push(resolve));
        await Promise.race([told, late]);
      }
    } finally {
      clearTimeout(timer);
    }
  }

  #tell(): void {
    const watchers = this.#watchers;
    this.#watchers = [];
    watchers.forEach(resolve => resolve());
  }
}
