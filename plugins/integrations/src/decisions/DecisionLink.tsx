import { Link } from '@backstage/ui';
import { ReactNode } from 'react';
import shared from '../shared/shared.module.css';
import { useDecisionHref } from './useDecideHref';

/** A way to one decision; just its words where the page is not installed. */
export function DecisionLink(props: { id: string; children: ReactNode }) {
  const { id, children } = props;
  const href = useDecisionHref()(id);
  return href ? (
    <Link href={href} standalone className={shared.link}>
      {children}
    </Link>
  ) : (
    <>{children}</>
  );
}
