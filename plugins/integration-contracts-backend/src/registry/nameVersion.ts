import { ConflictError } from '@backstage/errors';

/**
 * What a contract's next version is called.
 *
 * @param asked - the name that was given or that the text has; the number where there is none
 * @param taken - the names of all versions
 * @param mayBeSuffixed - whether a taken name becomes `4.2.0+2` instead of an error
 * @throws ConflictError where the name is taken
 */
export function nameVersion(
  asked: string | undefined,
  number: number,
  taken: ReadonlySet<string>,
  mayBeSuffixed: boolean,
): string {
  const name = asked ?? String(number);
  if (!taken.has(name)) {
    return name;
  }
  if (asked !== undefined && !mayBeSuffixed) {
    throw new ConflictError(
      `${name} exists with other content; give it another version`,
    );
  }
  for (let suffix = 2; ; suffix += 1) {
    if (!taken.has(`${name}+${suffix}`)) {
      return `${name}+${suffix}`;
    }
  }
}
