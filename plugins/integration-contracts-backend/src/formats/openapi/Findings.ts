import { Violation } from '../../compatibility/Violation';

/** A clash, and where people look for it. */
export interface Finding extends Violation {
  /** The operation, such as `GET /orders`, or what else it is about. */
  place: string;
}

/** Collects clashes; one that several operations share is told once. */
export class Findings {
  readonly #found = new Map<
    string,
    { finding: Finding; places: Set<string> }
  >();

  add(finding: Finding): void {
    const key = `${finding.ruleId} ${finding.writerPointer} ${finding.readerPointer} ${finding.message}`;
    const known = this.#found.get(key);
    if (known) {
      known.places.add(finding.place);
    } else {
      this.#found.set(key, { finding, places: new Set([finding.place]) });
    }
  }

  get violations(): Violation[] {
    return [...this.#found.values()].map(({ finding, places }) => {
      const { place, message, ...rest } = finding;
      const others = places.size - 1;
      const shared =
        others > 0
          ? ` (and ${others} more ${others === 1 ? 'operation' : 'operations'})`
          : '';
      return {
        ...rest,
        message: place ? `${place}${shared}: ${message}` : message,
      };
    });
  }
}
