import { ConsumerFacts } from './consumers/ConsumerFacts';
import { ConsumerState, EndingPolicy, KnownConsumer } from './Ending';

const DAY_MS = 86_400_000;

/** A pause of a weekend and a day is nothing. */
const USUAL_PAUSE_DAYS = 3;

/** A job may run so much later than it declares. */
const LATE_DAYS = 10;

/** So many reminders nobody answers by chance. */
const REMINDERS = 2;

/** For how long nothing of a consumer says that it is gone, in days. */
export function goneAfterDays(
  { cadenceDays }: Pick<ConsumerFacts, 'cadenceDays'>,
  { unseenDays }: EndingPolicy,
): number {
  return Math.max(
    unseenDays,
    cadenceDays === undefined ? 0 : cadenceDays + LATE_DAYS,
  );
}

/** What became of a consumer, by when it was seen and whether it answers. */
export function stateOfConsumer(
  consumer: {
    facts: ConsumerFacts;
    listedMs: number;
    acknowledgedMs?: number;
    reminders: number;
  },
  policy: EndingPolicy,
  nowMs: number,
): ConsumerState {
  const { facts, reminders, acknowledgedMs } = consumer;
  const { lastSeenMs, cadenceDays } = facts;
  const quietDays = (nowMs - (lastSeenMs ?? consumer.listedMs)) / DAY_MS;
  const isLongQuiet = quietDays >= goneAfterDays(facts, policy);
  const isSilent = reminders >= REMINDERS && acknowledgedMs === undefined;
  // Of what telemetry has nothing nobody knows whether it is quiet.
  if (isLongQuiet && isSilent && !facts.isUnheard) {
    return 'presumed-gone';
  }
  if (lastSeenMs === undefined) {
    return 'never-seen';
  }
  if (quietDays <= Math.max(USUAL_PAUSE_DAYS, cadenceDays ?? 0)) {
    return quietDays <= USUAL_PAUSE_DAYS ? 'uses' : 'quiet';
  }
  return isLongQuiet ? 'left' : 'quiet';
}

/** Whether its owner is told of the end: it is there, or has not said that it left. */
export function isToBeTold(
  consumer: Pick<KnownConsumer, 'facts' | 'state' | 'acknowledgedMs'>,
): boolean {
  return (
    hasToAgree(consumer) ||
    consumer.state === 'uses' ||
    consumer.state === 'quiet'
  );
}

/** Whether it is waited for that somebody agrees for a consumer. */
export function hasToAgree({
  facts,
  state,
  acknowledgedMs,
}: Pick<KnownConsumer, 'facts' | 'state' | 'acknowledgedMs'>): boolean {
  if (acknowledgedMs !== undefined || state === 'presumed-gone') {
    return false;
  }
  // Who left and no longer declares it has said so.
  const hasLeft = state === 'left';
  return !(hasLeft && (facts.declaresOther || facts.kind === 'observed'));
}
