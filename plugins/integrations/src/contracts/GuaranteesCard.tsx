import { ButtonLink } from '@backstage/ui';
import {
  ContractId,
  Guarantees,
} from '@tieline/plugin-integrations-common/contracts';
import { ReactNode } from 'react';
import { Card } from '../shared/Frame';
import { ScrollRegion } from '../shared/ScrollRegion';
import shared from '../shared/shared.module.css';
import { useContractHref } from './useContractHref';
import styles from './view.module.css';

function retryWords(retryable: boolean | undefined): string {
  if (retryable === undefined) {
    return 'not said';
  }
  return retryable ? 'yes' : 'no';
}

function ErrorCases(props: {
  errorCases: NonNullable<Guarantees['errorCases']>;
}) {
  return (
    <ScrollRegion label="Error cases">
      <table className={shared.table}>
        <thead>
          <tr>
            <th scope="col">Error case</th>
            <th scope="col">Meaning</th>
            <th scope="col">May be retried</th>
          </tr>
        </thead>
        <tbody>
          {props.errorCases.map(({ name, meaning, retryable }) => (
            <tr key={name}>
              <th scope="row">{name}</th>
              <td>
                {meaning ?? <span className={shared.muted}>not said</span>}
              </td>
              <td>{retryWords(retryable)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollRegion>
  );
}

/** What a contract promises besides its shape; what it leaves open says so. */
export function GuaranteesCard(props: {
  guarantees: Guarantees;
  id: ContractId;
}) {
  const { guarantees, id } = props;
  const { errorCases, objectives } = guarantees;
  const href = useContractHref();
  const orUnsaid = (value: ReactNode) =>
    value || <span className={shared.unmeasured}>not said</span>;
  return (
    <Card
      title="Guarantees"
      end={
        <ButtonLink
          href={href(id, { tab: 'settings' })}
          size="small"
          variant="secondary"
          className={shared.outlined}
        >
          Change them
        </ButtonLink>
      }
    >
      <dl className={styles.guarantees}>
        <dt>Delivery</dt>
        <dd>{orUnsaid(guarantees.delivery)}</dd>
        <dt>Ordering</dt>
        <dd>{orUnsaid(guarantees.ordering)}</dd>
        <dt>Idempotency key</dt>
        <dd>{orUnsaid(guarantees.idempotencyKey)}</dd>
        <dt>Retry policy</dt>
        <dd>{orUnsaid(guarantees.retryPolicy)}</dd>
        <dt>Objectives</dt>
        <dd>
          {orUnsaid(
            objectives?.length ? (
              <ul>
                {objectives.map(({ indicator, target }) => (
                  <li key={`${indicator} ${target}`}>
                    {indicator}: {target}
                  </li>
                ))}
              </ul>
            ) : undefined,
          )}
        </dd>
        <dt>Error cases</dt>
        <dd>
          {orUnsaid(errorCases?.length ? `${errorCases.length} below` : '')}
        </dd>
      </dl>
      {errorCases?.length ? <ErrorCases errorCases={errorCases} /> : null}
      <p className={`${shared.cardBody} ${shared.small} ${shared.muted}`}>
        From the section x-tieline-guarantees of the latest text, and from what
        is set here, which goes first.
      </p>
    </Card>
  );
}
