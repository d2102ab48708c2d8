import { Action, Message } from './AsyncApiDocument';
import { compareMessages } from './compareMessages';
import { Findings } from './Findings';
import { isSimilar, matchMessages } from './matchMessages';
import { PayloadComparer } from './PayloadComparer';

interface ListContext {
  action: Action;
  where: string;
  at: [old: string, next: string];
  findings: Findings;
  payloads: PayloadComparer;
}

/** Compares the messages that pass in one direction. */
export function compareLists(
  old: readonly Message[],
  next: readonly Message[],
  { action, where, at, findings, payloads }: ListContext,
): void {
  const { pairs, removed, added } = matchMessages(old, next, action, payloads);
  for (const [before, after] of pairs) {
    compareMessages(
      { old: before, next: after, action, where },
      findings,
      payloads,
    );
    if (before.name.value !== after.name.value) {
      findings.add(
        'message-name-changed',
        before.pointer,
        after.pointer,
        `${where}: message "${before.title}" is now called "${after.title}".`,
      );
    }
  }
  for (const message of removed) {
    if (!next.some(other => isSimilar(message, other, action, payloads))) {
      findings.add(
        'message-removed',
        message.pointer,
        at[1],
        `${where}: message "${message.title}" ${action === 'send' ? "isn't sent" : "isn't accepted"} any more.`,
      );
    }
  }
  for (const message of action === 'send' ? added : []) {
    if (!old.some(other => isSimilar(other, message, action, payloads))) {
      findings.add(
        'message-added',
        at[0],
        message.pointer,
        `${where}: message "${message.title}" is sent too now. Consumers that know the other messages only get one that they can't read.`,
      );
    }
  }
}
