import { Operation } from './AsyncApiDocument';
import { compareLists } from './compareLists';
import { Findings } from './Findings';
import { PayloadComparer } from './PayloadComparer';

/** Answers go the other way than what they answer (AsyncAPI 3.0.0, Operation Reply Object). */
export function compareReplies(
  old: Operation,
  next: Operation,
  where: string,
  findings: Findings,
  payloads: PayloadComparer,
): void {
  const [before, after] = [old.reply, next.reply];
  if (!before || !after) {
    if (before) {
      findings.add(
        'reply-removed',
        before.pointer,
        next.pointer,
        `${where}: requests aren't answered any more.`,
      );
    } else if (after) {
      // Who was told nothing of an answer gives none, and who doesn't wait for one misses nothing.
      findings.add(
        old.action === 'send' ? 'reply-expected' : 'reply-added',
        old.pointer,
        after.pointer,
        `${where}: an answer belongs to each request now.`,
      );
    }
    return;
  }
  const [location, place] = [before.location, after.location];
  if (location.value !== place.value) {
    findings.add(
      location.value === undefined
        ? 'reply-address-added'
        : 'reply-address-changed',
      location.pointer,
      place.pointer,
      `${where}: where answers go stood at ${location.value ?? 'no place'}, now it stands at ${place.value ?? 'no place'}.`,
    );
  }
  if (before.channel !== undefined && before.channel !== after.channel) {
    findings.add(
      'reply-channel-changed',
      before.pointer,
      after.pointer,
      `${where}: answers came on channel "${before.channel}", now on ${after.channel === undefined ? 'one that is not said' : `"${after.channel}"`}.`,
    );
  }
  compareLists(before.messages, after.messages, {
    action: old.action === 'send' ? 'receive' : 'send',
    where: `${where}, answer`,
    at: [before.pointer, after.pointer],
    findings,
    payloads,
  });
}
