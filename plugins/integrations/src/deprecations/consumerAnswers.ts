import {
  EndingConsumer,
  EndingSummary,
} from '@tieline/plugin-integrations-common/contracts';
import { formatAge, formatDay } from '../shared/format';

/** Whether a consumer said something that still holds. */
export function hasAnswered(consumer: EndingConsumer): boolean {
  const { acknowledgedAt, movesAt, extension } = consumer;
  return Boolean(
    acknowledgedAt || movesAt || (extension && extension.state !== 'refused'),
  );
}

/** Whether a consumer is not there any more, as far as anybody can tell. */
export function isGone({ state }: EndingConsumer): boolean {
  return state === 'left' || state === 'presumed-gone';
}

/** What a consumer answered so far. */
export function consumerAnswer(consumer: EndingConsumer, now: Date): string {
  const { extension, movesAt, acknowledgedAt } = consumer;
  if (extension?.state === 'asked') {
    return `asks for time until ${formatDay(extension.until, now)}`;
  }
  if (extension?.state === 'refused' && !movesAt) {
    return `more time was refused${
      extension.decisionReason ? `: ${extension.decisionReason}` : ''
    }`;
  }
  if (movesAt) {
    return `moves by ${formatDay(movesAt, now)}`;
  }
  if (extension) {
    return `has time until ${formatDay(extension.until, now)}`;
  }
  return acknowledgedAt
    ? `acknowledged ${formatDay(acknowledgedAt, now)}`
    : 'not answered yet';
}

const STATE_WORDS: Record<EndingConsumer['state'], string> = {
  uses: 'uses it',
  quiet: 'not seen lately',
  left: 'has left',
  'never-seen': 'declared, never seen',
  'presumed-gone': 'presumed gone',
};

/** Whether a consumer is still there, and when it was seen. */
export function presenceWords(consumer: EndingConsumer, now: Date): string {
  const { state, lastSeenAt } = consumer;
  return lastSeenAt
    ? `${STATE_WORDS[state]}, last seen ${formatAge(lastSeenAt, now)} ago`
    : STATE_WORDS[state];
}

/**
 * The consumers of an ending that belong to an entity: itself, what it owns,
 * what it consists of.
 *
 * @param refs - full references of the entity and of its parts
 */
export function consumersOf(
  ending: EndingSummary,
  refs: readonly string[],
): EndingConsumer[] {
  return ending.consumers.filter(({ entityRef, ownerRef, integrationRefs }) =>
    [entityRef, ownerRef, ...integrationRefs].some(
      ref => ref !== undefined && refs.includes(ref),
    ),
  );
}
