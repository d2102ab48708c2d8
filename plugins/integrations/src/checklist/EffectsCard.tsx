import { useApi } from '@backstage/core-plugin-api';
import {
  ChecklistEffect,
  ListChecklistEffectsRequest,
} from '@tieline/plugin-integrations-common/governance';
import { integrationImprovementApiRef } from '../apis';
import { CsvButton } from '../shared/CsvButton';
import { IntegrationLink } from '../shared/EntityLink';
import { Card } from '../shared/Frame';
import { ListPager } from '../shared/ListPager';
import { Owner } from '../shared/Owner';
import { OwnerChoice, useOwnerFilter } from '../shared/OwnerChoice';
import { QueryState, SkeletonRows } from '../shared/QueryState';
import { readAllPages } from '../shared/readAllPages';
import { ResultChange } from '../shared/ResultChange';
import { ScrollRegion } from '../shared/ScrollRegion';
import shared from '../shared/shared.module.css';
import { Address } from '../shared/useAddress';
import { toEffectCsvRows } from './toEffectCsvRows';
import { useChecklistEffects } from './useChecklists';
import styles from './checklist.module.css';

const PAGE_SIZE = 50;

function Row({ effect }: { effect: ChecklistEffect }) {
  const { integration, before, after, changes } = effect;
  const isWorse = after.yes < before.yes;
  return (
    <tr>
      <th scope="row">
        <IntegrationLink
          integration={integration}
          tab="scorecard"
          className={shared.link}
        />
      </th>
      <td>
        <Owner ownerRef={integration.ownerRef} />
      </td>
      <td className={isWorse ? shared.failing : undefined}>
        <span className={shared.noWrap}>
          {before.yes} of {before.applicable} → {after.yes} of{' '}
          {after.applicable}
        </span>
      </td>
      <td>
        <ul className={shared.stack}>
          {changes.map(({ checkId, title, from, to, reason }) => (
            <li key={checkId}>
              {title}: <ResultChange from={from} to={to} />
              <span
                className={`${shared.small} ${shared.muted} ${shared.block}`}
              >
                {reason}
              </span>
            </li>
          ))}
        </ul>
      </td>
    </tr>
  );
}

/** The integrations of which a draft would change a result, one by one. */
export function EffectsCard(props: {
  version: string;
  /** When its preview was finished: what an earlier one found is another list. */
  foundAt: string | undefined;
  address: Address;
}) {
  const { version, foundAt, address } = props;
  const api = useApi(integrationImprovementApiRef);
  const { owner, isKnown } = useOwnerFilter(address.values);
  const request: ListChecklistEffectsRequest = owner ? { owner } : {};
  const query = useChecklistEffects(
    version,
    foundAt,
    {
      ...request,
      limit: PAGE_SIZE,
      cursor: address.values.getAll('cursor').at(-1),
    },
    isKnown,
  );
  return (
    <Card
      title="Integrations that it would change"
      end={
        <span className={shared.actions}>
          <OwnerChoice address={address} />
          <CsvButton
            name={`checklist-${version}.csv`}
            what="What it would change"
            read={async () =>
              toEffectCsvRows(
                await readAllPages(page =>
                  api.listChecklistEffects(version, { ...request, ...page }),
                ),
              )
            }
          />
        </span>
      }
    >
      <QueryState
        what="What it would change"
        query={query}
        skeleton={<SkeletonRows rows={4} heightPx={64} />}
      >
        {page =>
          page.items.length ? (
            <>
              <ScrollRegion label="Integrations that it would change">
                <table className={`${shared.table} ${styles.effects}`}>
                  <thead>
                    <tr>
                      <th scope="col">Integration</th>
                      <th scope="col">Owner</th>
                      <th scope="col">Answered yes</th>
                      <th scope="col">Checks</th>
                    </tr>
                  </thead>
                  <tbody>
                    {page.items.map(effect => (
                      <Row key={effect.integration.entityRef} effect={effect} />
                    ))}
                  </tbody>
                </table>
              </ScrollRegion>
              <ListPager address={address} next={page.pageInfo.nextCursor} />
            </>
          ) : (
            <p className={`${shared.cardBody} ${shared.muted}`}>
              {owner
                ? 'None of this owner.'
                : 'None of those that you may read.'}
            </p>
          )
        }
      </QueryState>
    </Card>
  );
}
