import { ContentModel } from './contentModel';
import { Differences } from './Differences';
import { StrictShape, childShape, isInline } from './StrictShape';

export type Compare = (
  writer: StrictShape,
  reader: StrictShape,
  found: Differences,
) => void;

/** Both sides of what is compared. */
export interface Sides<T> {
  writer: T;
  reader: T;
}

/**
 * Compares what two schemas say of the members or items that they don't describe.
 *
 * @param difference - how the differences' names begin
 */
export function compareRest(
  { writer, reader }: Sides<StrictShape>,
  rest: Sides<ContentModel>,
  difference: string,
  found: Differences,
  compare: Compare,
): void {
  const add = (change: string) =>
    found.add(`${difference}_${change}`, writer, reader);
  const [before, after] = [rest.writer, rest.reader];
  if ((before === 'closed') !== (after === 'closed')) {
    add(after === 'closed' ? 'REMOVED' : 'ADDED');
  } else if (before === 'open' && after !== 'open') {
    add('NARROWED');
  } else if (before !== 'open' && after === 'open') {
    add('EXTENDED');
  } else if (typeof before === 'object' && typeof after === 'object') {
    compare(before, after, found);
  }
}

/** The same for what nothing else evaluates, of which an empty schema allows all. */
export function compareUnevaluated(
  sides: Sides<StrictShape>,
  keyword: string,
  difference: string,
  found: Differences,
  compare: Compare,
): void {
  const { writer, reader } = sides;
  const [before, after] = [writer, reader].map(shape =>
    unevaluatedOf(shape, keyword),
  );
  const add = (change: string) =>
    found.add(`${difference}_${change}`, writer, reader);
  if (before === undefined || after === undefined) {
    const kept = before ?? after;
    if (kept !== undefined) {
      const [none, some] = before
        ? ['ADDED', 'EXTENDED']
        : ['REMOVED', 'NARROWED'];
      add(kept === 'closed' ? none : some);
    }
    return;
  }
  compareRest(
    sides,
    { writer: before, reader: after },
    difference,
    found,
    compare,
  );
}

function unevaluatedOf(
  shape: StrictShape,
  keyword: string,
): ContentModel | undefined {
  const below = childShape(shape, keyword);
  if (!below || !isInline(shape, keyword)) {
    return below;
  }
  if (below.kind === 'nothing') {
    return 'closed';
  }
  return below.kind === 'everything' ? 'open' : below;
}
