import {
  EndingForecast,
  EndingStatus,
  EndingSubject,
  Extension,
  Replacement,
  RetirementVerdict,
} from '@tieline/plugin-integrations-common/contracts';
import { StoredNumber } from '../database';
import { ConsumerFacts } from './consumers/ConsumerFacts';

/** A row of `endings`. */
export interface EndingRow {
  id: number;
  kind: EndingSubject['kind'];
  version_id: number | null;
  integration_ref: string | null;
  open_key: string | null;
  title: string;
  owner_ref: string | null;
  source: 'page' | 'catalog' | 'headers';
  is_foreign: boolean | number;
  announced_at_ms: StoredNumber;
  announced_by: string | null;
  sunset_at_ms: StoredNumber | null;
  replacement: string | null;
  replacement_title: string | null;
  note: string | null;
  over_at_ms: StoredNumber | null;
  over_how: 'retired' | 'withdrawn' | null;
  override_reason: string | null;
  revision: number;
  status: EndingStatus;
  rank: number;
  forecast: string;
  verdict: string;
  usage_read_at_ms: StoredNumber | null;
  usage_problem: string | null;
  due_at_ms: StoredNumber;
  search_text: string;
}

/** Something that ends. */
export interface StoredEnding {
  id: number;
  row: EndingRow;
  announcedMs: number;
  sunsetMs?: number;
  replacement?: Replacement;
  isOver: boolean;
  forecast: EndingForecast;
  verdict: RetirementVerdict;
}

/** A row of `ending_consumers`. */
export interface ConsumerRow {
  id: number;
  ending_id: number;
  key: string;
  name: string;
  entity_ref: string | null;
  owner_ref: string | null;
  facts: string;
  state: ConsumerState;
  listed_at_ms: StoredNumber;
  gone_at_ms: StoredNumber | null;
  acknowledged_at_ms: StoredNumber | null;
  acknowledged_by: string | null;
  moves_at_ms: StoredNumber | null;
  extension: string | null;
  claimed_owner_ref: string | null;
  claimed_by: string | null;
  reminders: number;
  last_told_at_ms: StoredNumber | null;
}

/** What became of a consumer. */
export type ConsumerState =
  'uses' | 'quiet' | 'left' | 'never-seen' | 'presumed-gone';

/** A consumer with what was found of it and what it answered. */
export interface KnownConsumer {
  id: number;
  facts: ConsumerFacts;
  state: ConsumerState;
  /** The one who claimed it, else whom the catalog says. */
  ownerRef?: string;
  listedMs: number;
  acknowledgedMs?: number;
  acknowledgedBy?: string;
  movesMs?: number;
  extension?: Extension;
  claimedBy?: string;
  /** Since it last answered. */
  reminders: number;
  lastToldMs?: number;
}

/** What is waited for before something may be switched off. */
export interface EndingPolicy {
  /** The time between announcement and sunset at least, in days, by criticality. */
  noticeDays: Record<'low' | 'medium' | 'high' | 'critical', number>;
  /** Nobody may have been seen for so many days. */
  unseenDays: number;
}

export function toEnding(row: EndingRow): StoredEnding {
  return {
    id: row.id,
    row,
    announcedMs: Number(row.announced_at_ms),
    ...(row.sunset_at_ms !== null && { sunsetMs: Number(row.sunset_at_ms) }),
    ...(row.replacement !== null && {
      replacement: JSON.parse(row.replacement),
    }),
    isOver: row.over_at_ms !== null,
    forecast: JSON.parse(row.forecast),
    verdict: JSON.parse(row.verdict),
  };
}

export function toConsumer(row: ConsumerRow): KnownConsumer {
  const ownerRef = row.claimed_owner_ref ?? row.owner_ref ?? undefined;
  const ms = (value: StoredNumber | null) =>
    value === null ? undefined : Number(value);
  return {
    id: row.id,
    facts: JSON.parse(row.facts),
    state: row.state,
    ownerRef,
    listedMs: Number(row.listed_at_ms),
    acknowledgedMs: ms(row.acknowledged_at_ms),
    acknowledgedBy: row.acknowledged_by ?? undefined,
    movesMs: ms(row.moves_at_ms),
    extension: row.extension === null ? undefined : JSON.parse(row.extension),
    claimedBy: row.claimed_by ?? undefined,
    reminders: row.reminders,
    lastToldMs: ms(row.last_told_at_ms),
  };
}
