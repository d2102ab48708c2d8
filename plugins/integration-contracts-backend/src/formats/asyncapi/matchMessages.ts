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
  // All names first, then the surest: one message's key may be another's name.
  const isNamedAlike = (one: Message, other: Message) =>
    one.names.join('\n') === other.names.join('\n');
  const isSamePlace = (one: Message, other: Message) =>
    one.pointer === other.pointer && isNamedAlike(one, other);
  pairWhere((one, other) => one.names.length > 0 && isSamePlace(one, other));
  // A place in a list says little where another message may have come before it.
  pairWhere(
    (one, other) =>
      isSamePlace(one, other) && isSimilar(one, other, action, payloads),
  );
  pairWhere(
    (one, other) =>
      isNamedAlike(one, other) && isSimilar(one, other, action, payloads),
  );
  pairWhere((one, other) => one.names.length > 0 && isNamedAlike(one, other));
  pairWhere(
    (one, other) => one.names.length > 0 && one.names[0] === other.names[0],
  );
  pairWhere((one, other) => one.names.some(name => other.names.includes(name)));
  pairWhere(
    (one, other) =>
      contentTypeOf(one) === contentTypeOf(other) &&
      isSimilar(one, other, action, payloads),
  );
  pairWhere(isSamePlace);
  if (removed.size === 1 && added.size === 1) {
    pair([...removed][0], [...added][0]);
  }
  return { pairs, removed: [...removed], added: [...added] };
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
