import { Button } from '@backstage/ui';
import { Address } from './useAddress';

/**
 * Previous and Next of a list that is paged by cursors; nothing where there is
 * one page. The address keeps the cursors of the pages before, so that Previous
 * needs none from the backend.
 */
export function PagerButtons(props: {
  address: Address;
  cursors: readonly string[];
  next: string | undefined;
}) {
  const { address, cursors, next } = props;
  if (cursors.length === 0 && !next) {
    return null;
  }
  return (
    <>
      <Button
        size="small"
        variant="secondary"
        isDisabled={cursors.length === 0}
        onPress={() => address.change({ cursor: cursors.slice(0, -1) })}
      >
        Previous
      </Button>
      <Button
        size="small"
        variant="secondary"
        isDisabled={!next}
        onPress={() => address.change({ cursor: [...cursors, next ?? ''] })}
      >
        Next
      </Button>
    </>
  );
}
