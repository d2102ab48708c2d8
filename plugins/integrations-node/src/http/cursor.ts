import { InputError } from '@backstage/errors';

/**
 * Writes where the next page begins, for nobody to read.
 *
 * @public
 */
export function encodeCursor(position: object): string {
  return Buffer.from(JSON.stringify(position)).toString('base64url');
}

/**
 * Reads what {@link encodeCursor} wrote.
 *
 * @param shape - the names of the position's fields, with the types they must have
 * @throws InputError where the text is no such cursor
 * @public
 */
export function decodeCursor<Position extends object>(
  cursor: string | undefined,
  shape: { [Key in keyof Position]: 'string' | 'number' },
): Position | undefined {
  if (cursor === undefined) {
    return undefined;
  }
  try {
    const position = JSON.parse(
      Buffer.from(cursor, 'base64url').toString('utf8'),
    );
    const fits = Object.entries(shape).every(
      ([key, type]) => typeof position[key] === type,
    );
    if (fits) {
      return position;
    }
  } catch {
    // Told below, with all the others.
  }
  throw new InputError('The cursor is not one of ours; begin without one');
}
