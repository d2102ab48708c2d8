import { Violation } from '../../compatibility/Violation';
import { Rule } from './rules';
import { SCHEMA_RULES } from './schemaRules';

const RECEIVES_ADVICE: Record<string, string> = {
  'required-added':
    'Leave it optional, with a value for those who leave it out, until all callers send it.',
  'type-removed': 'Accept the old type beside the new one.',
  'enum-narrowed': 'Go on accepting the old values.',
};
const SENDS_ADVICE: Record<string, string> = {
  'required-added': 'Keep sending the member, even if empty.',
  'type-removed': 'Send the new type in a new member, and keep the old one.',
  'enum-narrowed':
    'Send new values only to those who ask for them, or say from the start that values may be added (x-extensible-enum).',
};

/** Told in words about one payload. */
export interface SchemaClash {
  ruleId: string;
  rule: Pick<Rule, 'levels' | 'says' | 'advice'>;
  message: string;
  advice: string;
}

/**
 * Puts a clash of two schemas into words.
 *
 * @param newSends - whether the newer side sends what the older one reads
 * @param where - the payload, such as `the response 200 as application/json`
 */
export function describeSchemaClash(
  found: Violation,
  flow: 'request' | 'response',
  newSends: boolean,
  where: string,
): SchemaClash {
  const known = SCHEMA_RULES[found.ruleId];
  const advice =
    (newSends ? SENDS_ADVICE : RECEIVES_ADVICE)[found.ruleId] ?? found.advice;
  // The checker quotes the names that it speaks of.
  const [name = 'A member'] = /"[^"]*"/.exec(found.message) ?? [];
  const message = newSends && known ? known.says(name) : found.message;
  const id = newSends && known ? known.id : found.ruleId;
  const member = memberPath(
    newSends ? found.readerPointer : found.writerPointer,
  );
  const place = member ? `${where}, ${member}` : where;
  const rule = {
    levels: known?.levels[newSends ? 1 : 0] ?? 'EEE',
    says: () => message,
    advice,
  };
  return {
    ruleId: `${flow}-${id}`,
    rule,
    message: `In ${place}: ${message}`,
    advice,
  };
}

/** Words for what a pointer into a schema leads to: `Order.lines[].price`. */
function memberPath(pointer: string): string {
  const tokens = pointer
    .split('/')
    .slice(1)
    .map(token => token.replace(/~1/g, '/').replace(/~0/g, '~'));
  const named =
    tokens[0] === 'components' ? 2 : tokens.indexOf('definitions') + 1;
  const start = Math.max(named, tokens.lastIndexOf('schema') + 1);
  let path = start > 0 && named > 0 ? (tokens[start] ?? '') : '';
  for (let at = start; at < tokens.length - 1; at++) {
    if (tokens[at] === 'properties') {
      path = path ? `${path}.${tokens[at + 1]}` : tokens[at + 1];
      at += 1;
    } else if (tokens[at] === 'items') {
      path = `${path}[]`;
    }
  }
  return path;
}
