import { IngestCounts } from './Receiver';

/** How often counts are told: soon enough for a page, seldom enough to cost nothing. */
const TELL_MS = 200;

/** A call of one of the counts. */
export type CountCall = {
  [Name in keyof IngestCounts]: [Name, ...Parameters<IngestCounts[Name]>];
}[keyof IngestCounts];

/** Collects what is counted in one thread, and tells it to another a few times a second. */
export class CountsRelay implements IngestCounts {
  readonly #tell: (calls: CountCall[]) => void;
  #calls: CountCall[] = [];
  #timer: NodeJS.Timeout | undefined;

  constructor(options: { tell: (calls: CountCall[]) => void }) {
    this.#tell = options.tell;
  }

  accepted(...values: Parameters<IngestCounts['accepted']>): void {
    this.#add(['accepted', ...values]);
  }

  rejected(...values: Parameters<IngestCounts['rejected']>): void {
    this.#add(['rejected', ...values]);
  }

  refused(...values: Parameters<IngestCounts['refused']>): void {
    this.#add(['refused', ...values]);
  }

  duplicate(...values: Parameters<IngestCounts['duplicate']>): void {
    this.#add(['duplicate', ...values]);
  }

  flushed(...values: Parameters<IngestCounts['flushed']>): void {
    this.#add(['flushed', ...values]);
  }

  /** Tells what is not told yet. */
  flush(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    if (this.#calls.length > 0) {
      this.#tell(this.#calls);
      this.#calls = [];
    }
  }

  #add(call: CountCall): void {
    this.#calls.push(call);
    this.#timer ??= setTimeout(() => this.flush(), TELL_MS);
  }
}

/** Counts what a relay told. */
export function countAgain(counts: IngestCounts, calls: CountCall[]): void {
  for (const [name, ...values] of calls) {
    (counts[name] as (...values: unknown[]) => void)(...values);
  }
}
