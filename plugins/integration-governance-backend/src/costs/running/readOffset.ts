import { InputError } from '@backstage/errors';
import { decodeCursor } from '@tieline/plugin-integrations-node';

/** @throws InputError where it is no cursor of a list that is paged by numbers */
export function readOffset(cursor: string | undefined): number {
  const { offset } = decodeCursor<{ offset: number }>(cursor, {
    offset: 'number',
  }) ?? { offset: 0 };
  if (!Number.isInteger(offset) || offset < 0) {
    throw new InputError('The cursor is not one of ours; begin without one');
  }
  return offset;
}
