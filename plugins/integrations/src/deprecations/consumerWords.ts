import { EndingConsumer } from '@tieline/plugin-integrations-common/contracts';
import { shortName } from '../shared/EntityLink';
import { formatCount } from '../shared/format';
import { isGone } from './consumerAnswers';
import { nearDay } from './nearDay';
import { isOccasional, nextRunBy } from './timelineMarks';

const MINUTES_A_DAY = 1440;

/** `410 calls/day`, and by the minute where there are that many: `12 calls/min`. */
export function callsWords(callsPerDay: number): string {
  if (callsPerDay >= MINUTES_A_DAY) {
    return `${formatCount(callsPerDay / MINUTES_A_DAY)} calls/min`;
  }
  return callsPerDay > 0 && callsPerDay < 1
    ? 'less than 1 call/day'
    : `${formatCount(callsPerDay)} ${Math.round(callsPerDay) === 1 ? 'call' : 'calls'}/day`;
}

/** Cadences that people have a word for, with how far a calendar stretches them. */
const CADENCES: ReadonlyArray<{ from: number; to: number; words: string }> = [
  { from: 6, to: 8, words: 'once a week' },
  { from: 28, to: 32, words: 'once a month' },
  { from: 88, to: 95, words: 'once a quarter' },
  { from: 360, to: 372, words: 'once a year' },
];

/** `once a quarter`, `at least every 10 days` */
export function cadenceWords(cadenceDays: number): string {
  return (
    CADENCES.find(({ from, to }) => cadenceDays >= from && cadenceDays <= to)
      ?.words ?? `at least every ${formatCount(cadenceDays)} days`
  );
}

function occasionalWords(consumer: EndingConsumer, now: Date): string {
  const next = nextRunBy(consumer, now);
  return [
    `${cadenceWords(consumer.cadenceDays!)}: ${nearDay(consumer.lastSeenAt!, now)}`,
    ...(next ? [`next by ${nearDay(new Date(next).toISOString(), now)}`] : []),
  ].join(', ');
}

/** How it is with the use of what ends. */
export function usageWords(consumer: EndingConsumer, now: Date): string {
  const { state, lastSeenAt, callsPerDay } = consumer;
  const last = lastSeenAt && nearDay(lastSeenAt, now);
  switch (state) {
    case 'left':
      return last ? `left ${last}` : 'left';
    case 'presumed-gone':
      return last ? `presumed gone, last seen ${last}` : 'presumed gone';
    case 'never-seen':
      return 'declared, never seen';
    default:
      break;
  }
  if (isOccasional(consumer) && lastSeenAt) {
    return occasionalWords(consumer, now);
  }
  if (state === 'uses' && callsPerDay) {
    return callsWords(callsPerDay);
  }
  return last ? `last seen ${last}` : 'seen';
}

/**
 * What was said about when it moves, or that nothing was; undefined where it
 * has moved.
 */
export function answerOf(
  consumer: EndingConsumer,
  now: Date,
): string | undefined {
  const { extension, movesAt, acknowledgedAt } = consumer;
  const until = extension && nearDay(extension.until, now);
  if (extension?.state === 'asked') {
    return `asks for ${until}`;
  }
  if (isGone(consumer)) {
    return undefined;
  }
  if (extension?.state === 'granted') {
    return `has until ${until}`;
  }
  if (movesAt) {
    const isPast = Date.parse(movesAt) < now.getTime();
    return `${isPast ? 'was to move' : 'moves'} ${nearDay(movesAt, now)}`;
  }
  if (extension?.state === 'refused') {
    return 'more time was refused';
  }
  return acknowledgedAt ? 'agreed, date not stated' : 'date not stated';
}

/** What stands beside a consumer's bar. */
export function consumerWords(consumer: EndingConsumer, now: Date): string {
  const use = usageWords(consumer, now);
  return consumer.kind === 'unnamed' && !consumer.ownerRef
    ? `${use}, nobody can be named: claim it`
    : [use, answerOf(consumer, now)].filter(Boolean).join(', ');
}

/** Who owns it, in a word. */
export function ownerWords({ kind, ownerRef }: EndingConsumer): string {
  if (ownerRef) {
    return shortName(ownerRef);
  }
  return kind === 'unnamed' ? 'undeclared' : 'no owner';
}

/** All of a consumer's bar in one breath, for those who can't see it. */
export function consumerSentence(consumer: EndingConsumer, now: Date): string {
  const { name, firstSeenAt, lastSeenAt } = consumer;
  const seen = lastSeenAt
    ? `seen ${[firstSeenAt, lastSeenAt]
        .flatMap(at => at ?? [])
        .map(at => nearDay(at, now))
        .join(' to ')}`
    : 'never seen';
  return `${name}, ${ownerWords(consumer)}: ${consumerWords(consumer, now)}; ${seen}`;
}
