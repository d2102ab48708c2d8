import { ReactNode } from 'react';
import { ListPager } from './ListPager';
import { ResortBar } from './ResortBar';
import shared from './shared.module.css';
import { Address } from './useAddress';
import { useStableOrder } from './useStableOrder';

/** One page of a list that changes by itself, while its rows stay where they are. */
export function StableList<Item extends { id: string }>(props: {
  label: string;
  items: Item[];
  /** Whether the items are of what the address asks for now. */
  isCurrent: boolean;
  address: Address;
  /** The parameter of the address that says which row is open: it moves none. */
  opened: string;
  next: string | undefined;
  children: (rows: Item[]) => ReactNode;
}) {
  const { label, items, isCurrent, address, opened, next, children } = props;
  const view = new URLSearchParams(address.values);
  view.delete(opened);
  const { rows, moved, resort } = useStableOrder(
    items,
    ({ id }) => id,
    view.toString(),
    isCurrent,
  );
  return (
    <div className={shared.list}>
      <ResortBar moved={moved} onResort={resort} />
      <section className={shared.card} aria-label={label}>
        {children(rows)}
        <ListPager address={address} next={next} />
      </section>
    </div>
  );
}
