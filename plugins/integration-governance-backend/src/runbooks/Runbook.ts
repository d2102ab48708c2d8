/** How it went when a runbook was looked at. */
export interface RunbookLook {
  result: 'reachable' | 'unreachable' | 'not-allowed';
  /** The status or the cause, as a sentence. */
  detail: string;
}

/** What is known of whether a runbook can be reached. */
export interface StoredLook {
  /** As it was looked at. */
  href: string;
  /** Missing before it is certain. */
  result?: RunbookLook['result'];
  detail?: string;
  /** ISO 8601; missing before the first look. */
  at?: string;
  since?: string;
}

/** Who last found a runbook useful. */
export interface StoredConfirmation {
  /** Of what was read. */
  href: string;
  by: string;
  /** ISO 8601 */
  at: string;
  note?: string;
  /** Ids of failure modes. */
  covers: string[];
}

const DAY_MS = 86_400_000;
const GOOD_FOR_DAYS = 365;

/** Until when a confirmation holds. */
export function confirmedUntil({ at }: StoredConfirmation): string {
  return new Date(Date.parse(at) + GOOD_FOR_DAYS * DAY_MS).toISOString();
}
