import { IANAZone } from 'luxon';
import { Scenario, Shape } from '../scenario/Scenario';
import { IncidentTime } from './conditions';

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

const flat: Shape = {
  weekday: Array(7).fill(1),
  hour: Array(24).fill(1),
};

/**
 * A scenario placed in time: its anchor is the moment that its incidents
 * refer to, the first start of the simulator on a set of data.
 */
export class Landscape {
  readonly scenario: Scenario;
  /** Milliseconds since 1970. */
  readonly anchorMs: number;
  readonly #zone: IANAZone;
  readonly #offsetMsByHour = new Map<number, number>();
  readonly #weightsByShape = new Map<string, Shape>();

  constructor(scenario: Scenario, anchorMs: number) {
    this.scenario = scenario;
    this.anchorMs = anchorMs;
    this.#zone = IANAZone.create(scenario.timeZone);
    for (const [name, shape] of Object.entries({ flat, ...scenario.shapes })) {
      this.#weightsByShape.set(name, normalized(shape));
    }
  }

  /** How much traffic there is at an instant compared to the average, for a shape. */
  weight(shapeName: string, atMs: number): number {
    const shape = this.#weightsByShape.get(shapeName);
    if (!shape) {
      throw new RangeError(`There is no shape '${shapeName}'`);
    }
    const localMs = atMs + this.#offsetMs(atMs);
    if (!isNearQuarterEnd(localMs, shape.quarterEndDays)) {
      return 0;
    }
    // 1 January 1970 was a Thursday, the fourth day counted from Monday.
    const weekday = (Math.floor(localMs / dayMs) + 3) % 7;
    // An hour's weight holds in its middle; between two middles it changes evenly.
    const position = (localMs % dayMs) / hourMs - 0.5 + 24;
    const hour = Math.floor(position);
    const part = position - hour;
    return (
      shape.weekday[weekday] *
      (shape.hour[hour % 24] * (1 - part) + shape.hour[(hour + 1) % 24] * part)
    );
  }

  /** An instant as incidents see it. */
  incidentTime(atMs: number): IncidentTime {
    const localMs = atMs + this.#offsetMs(atMs);
    return {
      offsetMs: atMs - this.anchorMs,
      hour: Math.floor((localMs % dayMs) / hourMs),
    };
  }

  /** Offsets change on full hours at most, and looking them up is slow. */
  #offsetMs(atMs: number): number {
    const hour = Math.floor(atMs / hourMs);
    let offsetMs = this.#offsetMsByHour.get(hour);
    if (offsetMs === undefined) {
      offsetMs = this.#zone.offset(hour * hourMs) * 60_000;
      this.#offsetMsByHour.set(hour, offsetMs);
    }
    return offsetMs;
  }
}

function normalized(shape: Shape): Shape {
  const scale = (weights: number[]) => {
    const mean = weights.reduce((sum, item) => sum + item, 0) / weights.length;
    return weights.map(item => (mean > 0 ? item / mean : 0));
  };
  return {
    ...shape,
    weekday: scale(shape.weekday),
    hour: scale(shape.hour),
  };
}

function isNearQuarterEnd(localMs: number, days: number | undefined): boolean {
  if (days === undefined) {
    return true;
  }
  const date = new Date(localMs);
  const quarter = Math.floor(date.getUTCMonth() / 3);
  const starts = [quarter * 3, quarter * 3 + 3].map(month =>
    Date.UTC(date.getUTCFullYear(), month, 1),
  );
  return starts.some(start => Math.abs(localMs - start) <= days * dayMs);
}
