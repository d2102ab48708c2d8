import { Action, Message } from './AsyncApiDocument';
import { comparePayload, contentTypeOf } from './compareMessages';
import { PayloadComparer } from './PayloadComparer';

export interface MatchedMessages {
  pairs: Array<[old: Message, next: Message]>;
  removed: Message[];
  added: Message[];
}

/**
 * Finds for each message its next version: by one of its names, else by what it
 * consists of; where one is left over on each side, these two.
 */
export function matchMessages(
  old: readonly Message[],
  next: readonly Message[],
  action: Action,
  payloads: PayloadComparer,
): MatchedMessages {
  const removed = new Set(old);
  const added = new Set(next);
  const pairs: MatchedMessages['pairs'] = [];
  const pair = (one: Message, other: Message) => {
    pairs.push([one, other]);
    removed.delete(one);
    added.delete(other);
  };
  const pairWhere = (fits: (one: Message, other: Message) => boolean) => {
    for (const one of [...removed]) {
      const other = [...added].find(candidate => fits(one, candidate));
      if (other) {
        pair(one, other);
      }
    }
  };
  // The surest name first, so that a title which two messages share decides last.
  pairWhere((one, other) => one.names[0] === other.names[0] && hasName(one));
  pairWhere((one, other) => one.names.some(name => other.names.includes(name)));
  pairWhere(
    (one, other) =>
      contentTypeOf(one) === contentTypeOf(other) &&
      isSimilar(one, other, action, payloads),
  );
  if (removed.size === 1 && added.size === 1) {
    pair([...removed][0], [...added][0]);
  }
  return { pairs, removed: [...removed], added: [...added] };
}

function hasName({ names }: Message): boolean {
  return names.length > 0;
}

/** Whether one message could pass for the other, and says enough to be told from others. */
export function isSimilar(
  one: Message,
  other: Message,
  action: Action,
  payloads: PayloadComparer,
): boolean {
  const { language } = one.payload;
  if (
    one.external !== other.external ||
    language !== other.payload.language ||
    (one.payload.value === undefined) !== (other.payload.value === undefined)
  ) {
    return false;
  }
  return language === 'json'
    ? comparePayload(one, other, action, payloads).length === 0
    : payloads.isSameText(one.payload, other.payload);
}
