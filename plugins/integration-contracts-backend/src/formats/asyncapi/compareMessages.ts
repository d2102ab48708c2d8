import { Action, Message } from './AsyncApiDocument';
import { compareBindings } from './compareBindings';
import { Findings } from './Findings';
import { PayloadComparer } from './PayloadComparer';
import { Violation } from '../../compatibility/Violation';

/** One message of each version that mean the same. */
export interface MessagePair {
  old: Message;
  next: Message;
  action: Action;
  /** The channel, in words. */
  where: string;
}

/** Where no header is described, a message has a set of them of which nothing is said. */
const ANY_HEADERS = { type: 'object' };

/** What clashes in a message, besides its name. */
export function compareMessages(
  { old, next, action, where: channel }: MessagePair,
  findings: Findings,
  payloads: PayloadComparer,
): void {
  const where = `${channel}, message "${next.title}"`;
  if (old.external !== next.external) {
    findings.add(
      'message-outside-changed',
      old.pointer,
      next.pointer,
      `${where} is described outside the text, so nobody can tell here whether it fits.`,
    );
    return;
  }
  const [type, nextType] = [contentTypeOf(old), contentTypeOf(next)];
  if (type !== nextType) {
    findings.add(
      'content-type-changed',
      old.contentTypePointer,
      next.contentTypePointer,
      `${where}: its content type was ${type}, now it is ${nextType}.`,
    );
  }
  for (const violation of comparePayload(old, next, action, payloads)) {
    findings.take({ ...violation, message: `${where}: ${violation.message}` });
  }
  compareOtherLanguages(old, next, where, findings, payloads);
  compareCorrelation(old, next, where, findings);
  compareBindings(
    { level: 'message', old: old.bindings, next: next.bindings, where, action },
    findings,
    payloads,
  );
}

/** What clashes in payload and headers that are described in JSON Schema. */
export function comparePayload(
  old: Message,
  next: Message,
  action: Action,
  payloads: PayloadComparer,
): Violation[] {
  const isJson = (['payload', 'headers'] as const).map(
    part => old[part].language === 'json' && next[part].language === 'json',
  );
  return [
    ...(isJson[0] ? payloads.compare(old.payload, next.payload, action) : []),
    ...(isJson[1]
      ? payloads
          .compare(old.headers, next.headers, action, ANY_HEADERS)
          .map(found => ({
            ...found,
            message: `In the headers: ${found.message}`,
          }))
      : []),
  ];
}

/** Without a word about it, what a JSON Schema describes is JSON. */
export function contentTypeOf({ contentType, payload }: Message): string {
  const said = contentType?.toLowerCase().replace(/\s+/g, '');
  return (
    said ?? (payload.language === 'json' ? 'application/json' : 'not said')
  );
}

function compareOtherLanguages(
  old: Message,
  next: Message,
  where: string,
  findings: Findings,
  payloads: PayloadComparer,
): void {
  for (const part of ['payload', 'headers'] as const) {
    const [before, after] = [old[part], next[part]];
    if (before.language !== after.language) {
      findings.add(
        'schema-language-changed',
        before.pointer,
        after.pointer,
        `${where}: its ${part} was described in ${before.language}, now in ${after.language}.`,
      );
    } else if (
      before.language !== 'json' &&
      !payloads.isSameText(before, after)
    ) {
      findings.add(
        'schema-changed',
        before.pointer,
        after.pointer,
        `${where}: the schema of its ${part} changed. Schemas in ${before.language} are only compared by their text, so nothing ensures that both go together.`,
      );
    }
  }
}

function compareCorrelation(
  old: Message,
  next: Message,
  where: string,
  findings: Findings,
): void {
  const [before, after] = [old.correlation, next.correlation];
  if (before.value !== undefined && before.value !== after.value) {
    const removed = after.value === undefined;
    findings.add(
      removed ? 'correlation-removed' : 'correlation-changed',
      before.pointer,
      removed ? next.pointer : after.pointer,
      `${where}: its correlation id was at ${before.value}, now it is ${removed ? 'nowhere' : `at ${after.value}`}.`,
    );
  }
}
