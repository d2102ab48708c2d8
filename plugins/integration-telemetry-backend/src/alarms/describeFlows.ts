import { DriftItem } from '@tieline/plugin-integrations-common/telemetry';
import { countOf } from '../health/wording';
import { AlarmDetails, AlarmFlow } from './Alarm';

/** As many are told of; the rest stands in the list. */
const MOST_NAMED = 5;

/** What of an undeclared flow an alarm tells. */
export function toAlarmFlow(item: DriftItem): AlarmFlow {
  const { id, headline, protocol, destination, firstSeenAt } = item;
  return {
    driftId: id,
    headline,
    protocol,
    destination,
    callsLastDay: item.callsLastDay,
    firstSeenAt,
  };
}

/**
 * Flows from one caller to the same called system, in words.
 *
 * @param items - oldest first
 */
export function describeFlows(
  items: readonly DriftItem[],
): Pick<AlarmDetails, 'headline' | 'detail' | 'reasons'> {
  const [first] = items;
  const isOneWord = items.every(({ headline }) => headline === first.headline);
  const what = isOneWord
    ? first.headline
    : `${first.source?.name} reaches ${first.target?.name}`;
  const ways = items.length === 1 ? what : `${what} in ${items.length} ways`;
  const named = items.slice(0, MOST_NAMED).map(describe);
  const rest = items.length - named.length;
  const since = first.firstSeenAt.slice(0, 16).replace('T', ' ');
  return {
    headline: `${ways}, and nobody declared it`,
    detail: [
      `${named.join('; ')}${rest > 0 ? `; and ${rest} more` : ''}.`,
      `First seen ${since} UTC.`,
    ].join(' '),
    reasons: [],
  };
}

/** What came to be known of later, in the log's words. */
export function describeJoined(items: readonly DriftItem[]): string {
  const named = items
    .slice(0, MOST_NAMED)
    .map(({ destination, headline }) => destination || headline);
  const rest = items.length - named.length;
  return `Also ${named.join(', ')}${rest > 0 ? ` and ${rest} more` : ''}`;
}

function describe(item: DriftItem): string {
  const { protocol, destination, callsLastDay = 0 } = item;
  return [
    protocol,
    destination,
    `${countOf(callsLastDay, 'call')} in the last 24 h`,
  ]
    .filter(Boolean)
    .join(', ');
}
