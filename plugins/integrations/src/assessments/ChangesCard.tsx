import {
  AssessmentDetail,
  AssessmentRow,
} from '@tieline/plugin-integrations-common/governance';
import { formatCount } from '../shared/format';
import { Card } from '../shared/Frame';
import { ListPager } from '../shared/ListPager';
import { OwnerChoice } from '../shared/OwnerChoice';
import { QueryState, SkeletonRows } from '../shared/QueryState';
import shared from '../shared/shared.module.css';
import { Address } from '../shared/useAddress';
import { CHANGES, changesOf, integrationsWords } from './assessmentWords';
import { ChangedRows } from './ChangedRows';
import { useAssessmentRows } from './useAssessments';
import { useRowFilter } from './useRowFilter';
import styles from './assessments.module.css';

const PAGE_SIZE = 50;

function ChangeFilter(props: { detail: AssessmentDetail; address: Address }) {
  const { detail, address } = props;
  const counts = detail.comparedWith?.changes;
  const chosen = changesOf(address.values);
  return counts ? (
    <div role="group" aria-label="Change" className={styles.chips}>
      {CHANGES.map(({ id, title }) => {
        const isOn = chosen.includes(id);
        return (
          <button
            key={id}
            type="button"
            className={shared.chip}
            aria-pressed={isOn}
            onClick={() =>
              address.change({
                change: isOn
                  ? chosen.filter(one => one !== id)
                  : [...chosen, id],
                cursor: undefined,
              })
            }
          >
            {title}{' '}
            <span className={shared.muted}>{formatCount(counts[id] ?? 0)}</span>
          </button>
        );
      })}
    </div>
  ) : null;
}

/**
 * The integrations, with what changed of them.
 *
 * @param props - `whole`: every row that the filters leave, for paper
 */
export function ChangesCard(props: {
  detail: AssessmentDetail;
  address: Address;
  whole: AssessmentRow[] | undefined;
}) {
  const { detail, address, whole } = props;
  const { request, isKnown } = useRowFilter(detail, address.values);
  const query = useAssessmentRows(
    detail.id,
    {
      ...request,
      limit: PAGE_SIZE,
      cursor: address.values.getAll('cursor').at(-1),
    },
    isKnown,
  );
  const isCompared = detail.comparedWith !== undefined;
  return (
    <Card
      title={isCompared ? 'What changed' : 'Integrations'}
      className={styles.part}
      end={<OwnerChoice address={address} />}
    >
      <div className={`${shared.cardBody} ${styles.filters}`}>
        <ChangeFilter detail={detail} address={address} />
        {isCompared ? (
          <p className={`${shared.small} ${shared.muted} ${styles.hint}`}>
            With none of them pressed, whatever is not as before.
          </p>
        ) : null}
      </div>
      <QueryState
        what="The integrations"
        query={query}
        skeleton={<SkeletonRows rows={5} heightPx={56} />}
      >
        {page =>
          page.items.length ? (
            <>
              <p className={`${shared.cardBody} ${shared.muted}`}>
                {integrationsWords(page.totalItems)}.
              </p>
              <ChangedRows rows={whole ?? page.items} />
              {whole ? null : (
                <ListPager address={address} next={page.pageInfo.nextCursor} />
              )}
            </>
          ) : (
            <p className={`${shared.cardBody} ${shared.muted}`}>
              None fits these filters.
            </p>
          )
        }
      </QueryState>
    </Card>
  );
}
