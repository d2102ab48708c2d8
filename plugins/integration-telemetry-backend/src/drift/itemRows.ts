import {
  DriftItem,
  DriftKind,
} from '@tieline/plugin-integrations-common/telemetry';
import { OpenDecision, toDismissal, toReturn } from './DecisionStore';
import { FoundDrift } from './FoundDrift';

/** A difference as it is stored. */
export interface ItemRow {
  id: string;
  kind: DriftKind;
  environment: string;
  integration_ref: string | null;
  search_text: string;
  calls_last_day: number;
  first_seen_ms: number;
  last_seen_ms: number;
  item: string;
  traffic: string;
  written_ms: number;
}

/** What only moved on in time is not written again before it is this old. */
const FRESH_FOR_MS = 60_000;

/** A change of traffic by less than this says nothing new. */
const SAME_SHARE = 0.01;

/** A difference with what was decided of it last. */
export interface DecidedRow extends ItemRow {
  /** The last of it. */
  decision?: OpenDecision;
  isOpen: boolean;
  nowMs: number;
}

/** A difference as the wire carries it. */
export function toItem({
  item,
  decision,
  isOpen,
  nowMs,
}: DecidedRow): DriftItem {
  return {
    ...(JSON.parse(item) as DriftItem),
    ...(decision && isOpen && { dismissal: toDismissal(decision) }),
    ...(decision && !isOpen && toReturn(decision, nowMs)),
  };
}

/** A difference as it is to be stored. */
export function toRow({ item, traffic }: FoundDrift, nowMs: number): ItemRow {
  const { source, target } = item;
  const words = [
    item.headline,
    item.integrationRef,
    item.protocol,
    item.destination,
    ...[source, target].flatMap(end => [
      end?.name,
      end?.service,
      end?.address,
      end?.entityRef,
    ]),
    item.mismatch?.observed,
  ];
  return {
    id: item.id,
    kind: item.kind,
    environment: item.environment,
    integration_ref: item.integrationRef ?? null,
    search_text: words
      .filter(Boolean)
      .join(' ')
      .toLocaleLowerCase('en-US')
      .slice(0, 4_000),
    calls_last_day: item.callsLastDay ?? 0,
    first_seen_ms: Date.parse(item.firstSeenAt),
    last_seen_ms: Date.parse(item.lastSeenAt),
    item: JSON.stringify(item),
    traffic: JSON.stringify(traffic),
    written_ms: nowMs,
  };
}

/** Whether what is stored says the same but for the time, and did so lately. */
export function isFresh(stored: ItemRow | undefined, row: ItemRow): boolean {
  if (!stored || row.written_ms - stored.written_ms >= FRESH_FOR_MS) {
    return stored?.item === row.item && stored.traffic === row.traffic;
  }
  const change = Math.abs(row.calls_last_day - stored.calls_last_day);
  return (
    stored.kind === row.kind &&
    stored.search_text === row.search_text &&
    stored.traffic === row.traffic &&
    change <= SAME_SHARE * stored.calls_last_day
  );
}
