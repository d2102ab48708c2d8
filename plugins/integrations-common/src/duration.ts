const unitMs: Record<string, number> = {
  ms: 1,
  s: 1000,
  m: 60_000,
  h: 3_600_000,
  d: 86_400_000,
  w: 604_800_000,
};

const shortForm = /^(\d+(?:\.\d+)?)\s*(ms|s|m|h|d|w)$/;
const isoForm =
  /^P(?=.)(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?(?:T(?=.)(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d+)?)S)?)?$/;

/**
 * Reads a duration as it is written in an Integration entity: `500ms`, `30s`,
 * `5m`, `2h`, `30d`, `1w`, or ISO 8601 (`PT5M`, `P1Y`). A year counts as 365
 * days and a month as 30, since a duration here bounds evidence and windows,
 * not calendar dates.
 *
 * @returns milliseconds, or undefined where the text is no duration
 * @public
 */
export function parseDurationMs(text: string): number | undefined {
  const short = shortForm.exec(text.trim());
  if (short) {
    return Number(short[1]) * unitMs[short[2]];
  }
  const iso = isoForm.exec(text.trim());
  if (!iso) {
    return undefined;
  }
  const [years, months, weeks, days, hours, minutes, seconds] = iso
    .slice(1)
    .map(part => Number(part ?? 0));
  return (
    (years * 365 + months * 30 + weeks * 7 + days) * unitMs.d +
    hours * unitMs.h +
    minutes * unitMs.m +
    seconds * unitMs.s
  );
}
