import { EntityLink } from './EntityLink';
import shared from './shared.module.css';

/** Who owns it, as a link; said where nobody does. */
export function Owner(props: { ownerRef: string | undefined }) {
  const { ownerRef } = props;
  return ownerRef && ownerRef !== 'none' ? (
    <EntityLink entityRef={ownerRef} />
  ) : (
    <span className={shared.muted}>no owner</span>
  );
}
