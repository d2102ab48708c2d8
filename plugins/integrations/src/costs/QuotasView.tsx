import { Quota } from '@tieline/plugin-integrations-common/governance';
import { CsvButton } from '../shared/CsvButton';
import { EntityLink } from '../shared/EntityLink';
import { formatCount } from '../shared/format';
import { Measured, Unmeasured } from '../shared/Measured';
import { QueryState, SkeletonRows } from '../shared/QueryState';
import { ScrollRegion } from '../shared/ScrollRegion';
import shared from '../shared/shared.module.css';
import { HowToBeginQuotas } from './HowToBeginQuotas';
import {
  countWords,
  growthFormula,
  growthWords,
  limitWords,
  noGrowthWords,
  notCounted,
  outlookOf,
  outlookWords,
  RUNS_OUT_FORMULA,
  usedFormula,
  usedWords,
} from './runCostWords';
import { toQuotaCsvRows } from './toQuotaCsvRows';
import { useQuotas } from './useCosts';
import styles from './costs.module.css';

function Used(props: { quota: Quota }) {
  const { quota } = props;
  const words = usedWords(quota);
  // The figure opens; the rest may wrap on a phone.
  const figureEnd = words?.indexOf(' ');
  const { used, limit } = quota;
  const outlook = outlookOf(quota);
  return (
    <>
      {words ? (
        <>
          <Measured
            name={`Used of ${quota.title}`}
            evidence={{
              value: words,
              source: `limit: ${quota.source}`,
              note: usedFormula(quota),
            }}
          >
            {words.slice(0, figureEnd)}
          </Measured>
          {words.slice(figureEnd)}
        </>
      ) : (
        <>
          <Unmeasured because="of no integration on it is measured what counts" />{' '}
          <span className={shared.muted}>of {limitWords(quota)}</span>
        </>
      )}
      <div className={styles.share} data-outlook={outlook} aria-hidden>
        {used === undefined ? null : (
          <i style={{ width: `${Math.min(100, (100 * used) / limit)}%` }} />
        )}
      </div>
    </>
  );
}

function Row(props: { quota: Quota }) {
  const { quota } = props;
  const { platformRef, integrations, source } = quota;
  const uncounted = notCounted(quota);
  const outlook = outlookOf(quota);
  const growth = growthWords(quota);
  return (
    <tr>
      <th scope="row">
        <EntityLink
          entityRef={platformRef}
          name={quota.title}
          className={shared.link}
        />
        <span className={`${shared.small} ${shared.muted} ${shared.block}`}>
          {source}
        </span>
      </th>
      <td>
        <Used quota={quota} />
      </td>
      <td className={shared.noWrap}>
        {growth ? (
          <Measured
            name={`Growth of ${quota.title}`}
            evidence={{ value: growth, note: growthFormula(quota) }}
          >
            {growth}
          </Measured>
        ) : (
          <Unmeasured because={noGrowthWords(quota)} />
        )}
      </td>
      <td className={outlook === 'lasts' ? undefined : styles[outlook]}>
        {outlook === 'ends' ? (
          <Measured
            name={`End of ${quota.title}`}
            evidence={{ value: outlookWords(quota), note: RUNS_OUT_FORMULA }}
          >
            {outlookWords(quota)}
          </Measured>
        ) : (
          outlookWords(quota)
        )}
      </td>
      <td className={shared.end}>
        {formatCount(integrations)}
        {uncounted ? (
          <span className={`${shared.small} ${styles.unknown} ${shared.block}`}>
            {formatCount(uncounted)} not measured: more is used than this
          </span>
        ) : null}
      </td>
    </tr>
  );
}

/** How much of what platforms allow is used, what runs out first coming first. */
export function QuotasView() {
  const query = useQuotas();
  return (
    <QueryState
      what="The quotas"
      query={query}
      skeleton={
        <div className={shared.card}>
          <SkeletonRows rows={4} heightPx={64} />
        </div>
      }
    >
      {({ items }) =>
        items.length ? (
          <div className={styles.stack}>
            <div className={styles.bar}>
              <span className={shared.muted}>
                {countWords(items.length, 'limit', 'limits')}, what runs out
                first comes first.
              </span>
              <span className={styles.end}>
                <CsvButton
                  name="quotas.csv"
                  read={async () => toQuotaCsvRows(items)}
                />
              </span>
            </div>
            <section className={shared.card} aria-label="Quotas">
              <ScrollRegion label="Quotas of platforms">
                <table className={`${shared.table} ${styles.table}`}>
                  <thead>
                    <tr>
                      <th scope="col">Platform</th>
                      <th scope="col">Used</th>
                      <th scope="col">Grows</th>
                      <th scope="col">Runs out</th>
                      <th scope="col" className={shared.end}>
                        Integrations
                      </th>
                    </tr>
                  </thead>
                  <tbody>
                    {items.map(quota => (
                      <Row
                        key={`${quota.platformRef} ${quota.kind}`}
                        quota={quota}
                      />
                    ))}
                  </tbody>
                </table>
              </ScrollRegion>
            </section>
          </div>
        ) : (
          <HowToBeginQuotas />
        )
      }
    </QueryState>
  );
}
