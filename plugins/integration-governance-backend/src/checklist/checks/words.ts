import { ReconciliationIndicators } from '@tieline/plugin-integrations-common/telemetry';

const SHOWN = 5;

/** A list in words, cut where it would get long. */
export function listed(items: readonly string[]): string {
  const shown = items.slice(0, SHOWN).join(', ');
  const rest = items.length - SHOWN;
  return rest > 0 ? `${shown} and ${rest} more` : shown;
}

export function counted(count: number, one: string, many: string): string {
  return `${count} ${count === 1 ? one : many}`;
}

/** A share between 0 and 1 as percent, with as many digits as tell something. */
export function percent(share: number): string {
  const value = share * 100;
  const digits = value > 0 && value < 1 ? 2 : 1;
  return `${Number(value.toFixed(digits))} %`;
}

/** A duration with the unit that suits it. */
export function duration(ms: number): string {
  if (ms < 1_000) {
    return `${Number(ms.toPrecision(3))} ms`;
  }
  if (ms < 120_000) {
    return `${Number((ms / 1_000).toFixed(1))} s`;
  }
  if (ms < 7_200_000) {
    return `${Math.round(ms / 60_000)} min`;
  }
  return ms < 172_800_000
    ? `${Number((ms / 3_600_000).toFixed(1))} h`
    : `${Number((ms / 86_400_000).toFixed(1))} d`;
}

/** A number with its thousands grouped. */
export function grouped(value: number): string {
  return Math.round(value).toLocaleString('en-US');
}

/** The name in an entity reference, for sentences. */
export function nameOf(entityRef: string): string {
  return entityRef.slice(entityRef.indexOf('/') + 1);
}

/** A sentence that ends as one. */
export function withStop(text: string): string {
  return /[.!?]$/.test(text) ? text : `${text}.`;
}

/** How much more arrived than was sent. */
export function doubledWords({
  unexplained = 0,
  unexplainedShare,
  unit,
}: ReconciliationIndicators): string {
  const share =
    unexplainedShare === undefined ? '' : `, ${percent(unexplainedShare)}`;
  return `${grouped(Math.abs(unexplained))} ${unit} more arrived than were sent${share}`;
}
