import { InputError } from '@backstage/errors';

const FULL = /^[^\s:/]+:[^\s:/]+\/[^\s:/]+$/;
const PERSON = /^(user|group):/;
/** Of a column. */
const LONGEST = 510;

/**
 * Entity references that somebody gave, in lower case and each once.
 *
 * @param field - is named where one is none: pages would have nothing to link to
 * @throws InputError
 */
export function givenRefs(refs: readonly string[], field: string): string[] {
  return judge(
    refs,
    field,
    FULL,
    'full entity reference, for example system:default/erp',
  );
}

/** The same of people and groups. @throws InputError */
export function givenPeople(
  refs: readonly string[],
  field = 'people',
): string[] {
  return judge(
    givenRefs(refs, field),
    field,
    PERSON,
    'full entity reference of a user or group, for example user:default/mira',
  );
}

function judge(
  refs: readonly string[],
  field: string,
  pattern: RegExp,
  what: string,
): string[] {
  const lower = refs.map(ref => ref.trim().toLocaleLowerCase('en-US'));
  const stranger = lower.find(
    ref => !pattern.test(ref) || ref.length > LONGEST,
  );
  if (stranger !== undefined) {
    throw new InputError(
      `${field} has ${stranger || 'an empty one'}, which is no ${what}`,
    );
  }
  return [...new Set(lower)];
}
