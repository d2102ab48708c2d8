import { Button } from '@backstage/ui';
import { Fragment, ReactNode, useState } from 'react';
import { formatCount } from '../shared/format';
import shared from '../shared/shared.module.css';

/** More than fits one look, few enough to be laid out at once. */
const AT_ONCE = 100;

/** A list of any length: its first items, and the others on demand. */
export function ShownInParts<T>(props: {
  items: readonly T[];
  /** In the plural: `violations`. */
  noun: string;
  className?: string;
  children: (item: T, index: number) => ReactNode;
}) {
  const { items, noun, className, children } = props;
  const [limit, setLimit] = useState(AT_ONCE);
  const rest = items.length - limit;
  return (
    <>
      <ul className={className}>
        {items.slice(0, limit).map((item, index) => (
          <Fragment key={index}>{children(item, index)}</Fragment>
        ))}
      </ul>
      {rest > 0 ? (
        <div className={shared.cardHead}>
          <Button
            size="small"
            variant="secondary"
            className={shared.outlined}
            onPress={() => setLimit(limit + 10 * AT_ONCE)}
          >
            {`Show more: ${formatCount(rest)} ${noun} are left`}
          </Button>
        </div>
      ) : null}
    </>
  );
}
