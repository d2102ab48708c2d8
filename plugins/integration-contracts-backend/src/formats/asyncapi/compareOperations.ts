import { Action, Channel, Message, Operation } from './AsyncApiDocument';
import { compareBindings } from './compareBindings';
import { compareLists } from './compareLists';
import { compareReplies } from './compareReplies';
import { compareSecurity } from './compareSecurity';
import { Findings } from './Findings';
import { PayloadComparer } from './PayloadComparer';

const ACTIONS: readonly Action[] = ['send', 'receive'];

/** What the counterpart of a channel's operations can't do any more. */
export function compareOperations(
  old: Channel,
  next: Channel,
  findings: Findings,
  payloads: PayloadComparer,
): void {
  const where = `Channel "${next.title}"`;
  if (old.operations.length === 0) {
    if (old.takesReplies && next.takesReplies) {
      // What passes here is compared with the requests that it answers.
      return;
    }
    // Nobody says who sends: the messages have to fit either way.
    for (const action of ACTIONS) {
      compareLists(old.messages, next.messages, {
        ...{ action, where, at: [old.pointer, next.pointer] },
        ...{ findings, payloads },
      });
    }
    return;
  }
  for (const action of ACTIONS) {
    const before = old.operations.filter(one => one.action === action);
    const after = next.operations.filter(one => one.action === action);
    if (before.length > 0 && after.length > 0) {
      compareLists(messagesOf(before), messagesOf(after), {
        ...{ action, where, at: [before[0].pointer, after[0].pointer] },
        ...{ findings, payloads },
      });
      compareUndescribed(before, after, where, findings);
      comparePairs(before, after, where, findings, payloads);
    } else {
      for (const operation of before) {
        findings.add(
          'operation-removed',
          operation.pointer,
          next.pointer,
          `${where}: the application doesn't ${action} here any more, so nobody can ${action === 'send' ? 'receive from' : 'send to'} it.`,
        );
      }
    }
  }
}

/** Who sends what nobody described follows the contract until somebody describes it. */
function compareUndescribed(
  before: readonly Operation[],
  after: readonly Operation[],
  where: string,
  findings: Findings,
): void {
  const open = before.find(
    ({ action, isUndescribed }) => action === 'receive' && isUndescribed,
  );
  if (open && !after.some(({ isUndescribed }) => isUndescribed)) {
    findings.add(
      'message-added',
      open.pointer,
      after[0].pointer,
      `${where}: only certain messages are accepted now, before nothing was said of them.`,
    );
  }
}

/** The same message may be listed by several operations. */
function messagesOf(operations: readonly Operation[]): Message[] {
  const all = operations.flatMap(({ messages }) => messages);
  return [...new Map(all.map(one => [one.pointer, one])).values()];
}

/** Operations that stand for each other: of one name, else in their order. */
function comparePairs(
  old: readonly Operation[],
  next: readonly Operation[],
  where: string,
  findings: Findings,
  payloads: PayloadComparer,
): void {
  const free = new Set(next);
  const named = new Map(
    old.map(before => {
      const after = next.find(({ id }) => id !== undefined && id === before.id);
      if (after) {
        free.delete(after);
      }
      return [before, after];
    }),
  );
  for (const [before, same] of named) {
    const after = same ?? [...free][0] ?? next[0];
    free.delete(after);
    const { action } = before;
    if (before.id !== undefined && before.id !== after.id) {
      findings.add(
        'operation-id-changed',
        before.pointer,
        after.pointer,
        `${where}: operation "${before.id}" is now called "${after.id ?? 'nothing'}".`,
      );
    }
    const operation = `${where}, operation "${after.id ?? action}"`;
    compareSecurity(before.security, after.security, operation, findings);
    compareBindings(
      {
        ...{ level: 'operation', where: operation, action },
        ...{ old: before.bindings, next: after.bindings },
      },
      findings,
      payloads,
    );
    compareReplies(before, after, operation, findings, payloads);
  }
}
