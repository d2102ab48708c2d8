import { ConflictError } from '@backstage/errors';
import { StoredEnding } from './Ending';
import { dateInWords } from './words';

/** @throws ConflictError where it is over */
export function assertGoesOn({ isOver, row }: StoredEnding): void {
  if (isOver) {
    throw new ConflictError(
      `${row.title} was ${row.over_how} on ${dateInWords(Number(row.over_at_ms))}; nothing can be changed any more.`,
    );
  }
}
