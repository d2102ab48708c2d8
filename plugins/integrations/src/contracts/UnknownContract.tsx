import { ButtonLink } from '@backstage/ui';
import {
  ContractId,
  stringifyContractId,
} from '@tieline/plugin-integrations-common/contracts';
import shared from '../shared/shared.module.css';
import { useContractsHref } from './useContractsHref';
import styles from './view.module.css';

/** Whether the backend knows no such contract, as opposed to failing. */
export function isUnknownContract(error: unknown): boolean {
  return (error as { statusCode?: number } | null)?.statusCode === 404;
}

/** What to do about a contract that nobody published. */
export function UnknownContract(props: { contract: ContractId }) {
  const { registry, subject } = props.contract;
  const href = useContractsHref();
  return (
    <section className={`${shared.card} ${shared.empty}`}>
      <p className={styles.words}>
        No version of {stringifyContractId(props.contract)} is known. A new API
        of the catalog is read within a minute; a contract that was renamed is
        under its new subject.
      </p>
      <div className={shared.actions}>
        <ButtonLink
          href={href({ view: 'publish', registry, subject })}
          variant="primary"
        >
          Publish its first version
        </ButtonLink>
        <ButtonLink
          href={href()}
          variant="secondary"
          className={shared.outlined}
        >
          All contracts
        </ButtonLink>
      </div>
    </section>
  );
}
