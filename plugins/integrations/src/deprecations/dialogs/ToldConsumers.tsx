import { UseQueryResult } from '@tanstack/react-query';
import {
  ContractId,
  EndingSubject,
  MatrixRow,
  ToldConsumer,
} from '@tieline/plugin-integrations-common/contracts';
import { ReactNode } from 'react';
import { counted } from '../../contracts/contractWords';
import { EntityName } from '../../shared/EntityLink';
import { ErrorNotice } from '../../shared/QueryState';
import shared from '../../shared/shared.module.css';
import { useContractConsumers, useIntegrationConsumers } from '../useEndings';
import styles from './dialogs.module.css';

/** As many owners as a dialog has room for. */
const SHOWN = 12;

/**
 * Whether somebody is, or may be, on a version: seen with it, declaring it, or
 * declaring the contract without saying which.
 */
export function isConcerned(row: MatrixRow, version: string): boolean {
  const { cells, declaredVersion } = row;
  return (
    declaredVersion === version ||
    cells.some(cell => cell.version === version) ||
    (!declaredVersion && cells.length === 0)
  );
}

function byOwner(consumers: ToldConsumer[]): Array<[string, string[]]> {
  const names = new Map<string, string[]>();
  for (const { ownerRef, name } of consumers) {
    if (ownerRef) {
      names.set(ownerRef, [...(names.get(ownerRef) ?? []), name]);
    }
  }
  return [...names];
}

function Told(props: { consumers: ToldConsumer[]; hidden: number }) {
  const { consumers, hidden } = props;
  const named = consumers.filter(({ kind }) => kind !== 'unnamed');
  const owners = byOwner(named);
  const without = named.filter(({ ownerRef }) => !ownerRef);
  const unnamed = consumers.length - named.length;
  const rest = owners.length - SHOWN;
  return (
    <>
      {owners.length ? (
        <>
          <p className={shared.strong}>Told at once:</p>
          <ul className={styles.list}>
            {owners.slice(0, SHOWN).map(([ownerRef, names]) => (
              <li key={ownerRef}>
                <EntityName entityRef={ownerRef} />{' '}
                <span className={shared.muted}>for {names.join(', ')}</span>
              </li>
            ))}
            {rest > 0 ? (
              <li className={shared.muted}>
                and {counted(rest, 'other owner')}
              </li>
            ) : null}
          </ul>
        </>
      ) : (
        <p>Nobody who could be told is known to use it.</p>
      )}
      {without.length ? (
        <p>
          No owner to tell: {without.map(({ name }) => name).join(', ')}. Name
          one in the catalog first.
        </p>
      ) : null}
      {unnamed ? (
        <p>
          {counted(unnamed, 'caller')} that nobody can be named for: nobody is
          told, and retiring is blocked until somebody claims that traffic.
        </p>
      ) : null}
      {hidden ? (
        <p className={shared.muted}>
          {counted(hidden, 'consumer')} more that you may not see.
        </p>
      ) : null}
    </>
  );
}

/** Who is told, once that is looked up. */
function ToldWhenKnown<Answer>(props: {
  query: UseQueryResult<Answer>;
  children: (answer: Answer) => ReactNode;
}) {
  const { query, children } = props;
  if (query.error) {
    return <ErrorNotice what="Who is to be told" query={query} />;
  }
  return query.data ? (
    <>{children(query.data)}</>
  ) : (
    <p role="status" className={shared.muted}>
      Looking up who uses it
    </p>
  );
}

function ToldOfVersion(props: { contract: ContractId; version: string }) {
  const { contract, version } = props;
  return (
    <ToldWhenKnown query={useContractConsumers(contract)}>
      {({ consumers, hiddenConsumers }) => (
        <Told
          consumers={consumers.filter(row => isConcerned(row, version))}
          hidden={hiddenConsumers}
        />
      )}
    </ToldWhenKnown>
  );
}

function ToldOfIntegration(props: { integrationRef: string }) {
  return (
    <ToldWhenKnown query={useIntegrationConsumers(props.integrationRef)}>
      {({ items }) => <Told consumers={items} hidden={0} />}
    </ToldWhenKnown>
  );
}

/** Says who is told, before anything is announced. */
export function ToldConsumers(props: { subject: EndingSubject }) {
  const { contract, version, integrationRef } = props.subject;
  return (
    <section className={styles.part} aria-label="Who is told">
      {contract && version ? (
        <ToldOfVersion contract={contract} version={version} />
      ) : null}
      {integrationRef ? (
        <ToldOfIntegration integrationRef={integrationRef} />
      ) : null}
    </section>
  );
}
