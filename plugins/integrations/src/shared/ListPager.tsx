import { PagerButtons } from './PagerButtons';
import shared from './shared.module.css';
import { Address } from './useAddress';

/** The pages of a list, at its end; nothing where there is one. */
export function ListPager(props: {
  address: Address;
  next: string | undefined;
}) {
  const { address, next } = props;
  const cursors = address.values.getAll('cursor');
  return cursors.length || next ? (
    <nav className={shared.pager} aria-label="Pages">
      <PagerButtons address={address} cursors={cursors} next={next} />
    </nav>
  ) : null;
}
