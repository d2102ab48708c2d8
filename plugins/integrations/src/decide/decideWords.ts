import {
  KnownProfile,
  Profile,
  RankedPattern,
} from '@tieline/plugin-integrations-common/governance';
import { formatCount, formatDuration, formatMoment } from '../shared/format';
import { titleOf } from './answerFields';
import { wholeMs } from './writeAnswers';

/** A list as people say it: `a, b and c`. */
export function listWords(items: readonly string[]): string {
  const last = items[items.length - 1];
  return items.length > 1
    ? `${items.slice(0, -1).join(', ')} and ${last}`
    : (last ?? '');
}

/** Fields of the profile by what they are called, each once. */
export function fieldWords(fields: readonly string[]): string {
  return listWords([...new Set(fields.map(titleOf))]);
}

/** Points as the reasons have them: `62.7`. */
export function formatScore(score: number): string {
  return score.toFixed(1);
}

/** Volume a day, with two digits where it is small. */
export function formatVolume(value: number): string {
  return value > 0 && value < 10
    ? value.toLocaleString('en-GB', { maximumSignificantDigits: 2 })
    : formatCount(value);
}

/** Whether something rules it out. */
export function isRuledOut({ fits }: RankedPattern): boolean {
  return fits.some(({ isKnockout }) => isKnockout);
}

/** That two are near equals, and which of them stands first and why. */
export function tieWords(
  one: RankedPattern,
  ranked: readonly RankedPattern[],
): string | undefined {
  const other = ranked.find(({ pattern }) => pattern === one.nearTieWith);
  if (!other) {
    return undefined;
  }
  return other.rank > one.rank
    ? `near tie with ${other.pattern}: this is the simpler, so it comes first`
    : `near tie with ${other.pattern}: that is the simpler, so it comes first`;
}

/** How a card moved. */
export function movedWords(from: number, to: number): string {
  return from > to ? `moved up from ${from}` : `moved down from ${from}`;
}

/** What is known of the answers, in one line for a folded form. */
export function answersSummary(profile: Partial<Profile>): string {
  const { interaction, volumePerDay, latencyMs, consumers } = profile;
  return [
    interaction,
    volumePerDay === undefined
      ? undefined
      : `${formatVolume(volumePerDay)} a day`,
    latencyMs === undefined ? undefined : `within ${formatDuration(latencyMs)}`,
    consumers === undefined
      ? undefined
      : `${formatCount(consumers)} ${consumers === 1 ? 'consumer' : 'consumers'}`,
  ]
    .filter(Boolean)
    .join(', ');
}

function knownValueWords(field: string, value: unknown): string {
  if (typeof value === 'number') {
    return field === 'latencyMs' ? formatDuration(value) : formatVolume(value);
  }
  return String(value).replaceAll('-', ' ');
}

/**
 * Where an answer comes from, in words.
 *
 * @param answer - what the profile has for the field now
 */
export function sourceWords(
  field: string,
  answer: unknown,
  known: KnownProfile | undefined,
  now: Date,
): string | undefined {
  const found = known?.sources.find(one => one.field === field);
  if (!found) {
    return known && answer !== undefined ? 'your answer' : undefined;
  }
  const value = known?.profile[field];
  const at = found.at ? `, ${formatMoment(found.at, now)}` : '';
  const filledIn =
    field === 'latencyMs' && typeof value === 'number' ? wholeMs(value) : value;
  if (answer === filledIn) {
    return `from ${found.source}${at}`;
  }
  return `${answer === undefined ? 'not answered' : 'your answer'}; ${found.source} says ${knownValueWords(field, value)}`;
}
