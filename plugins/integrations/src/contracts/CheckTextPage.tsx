import { Link } from '@backstage/ui';
import { PageHead } from '../shared/Frame';
import shared from '../shared/shared.module.css';
import { CheckForm } from './CheckForm';
import { useCheckWork } from './useCheckWork';
import { useContractsHref } from './useContractsHref';

/** Judges a text against any contract or another text. */
export function CheckTextPage() {
  const work = useCheckWork();
  const href = useContractsHref();
  return (
    <>
      <p className={shared.small}>
        <Link href={href()} standalone className={shared.link}>
          Contracts
        </Link>
      </p>
      <PageHead
        title="Check a text"
        lead="Whether a changed contract breaks anybody, before it is merged. Nothing is published or kept."
      />
      <div className={shared.stack}>
        <CheckForm work={work} />
      </div>
    </>
  );
}
