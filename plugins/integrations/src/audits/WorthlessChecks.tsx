import { useRouteRef } from '@backstage/frontend-plugin-api';
import { ButtonLink } from '@backstage/ui';
import { checklistRouteRef } from '../routes';
import { formatCount, formatMinute, withLocalTimes } from '../shared/format';
import { QueryState, SkeletonRows } from '../shared/QueryState';
import { ScrollRegion } from '../shared/ScrollRegion';
import shared from '../shared/shared.module.css';
import { useWorthlessChecks } from './useAudits';
import styles from './audits.module.css';

/** Checks that may tell nobody anything, or why none can be named yet. */
export function WorthlessChecks() {
  const query = useWorthlessChecks();
  const checklist = useRouteRef(checklistRouteRef);
  return (
    <QueryState
      what="The checks"
      query={query}
      skeleton={
        <div className={shared.card}>
          <SkeletonRows rows={4} heightPx={56} />
        </div>
      }
    >
      {({ items, because }) =>
        items.length ? (
          <section className={shared.card} aria-label="Checks">
            <p className={styles.note}>
              They were evaluated for a year without a single fail. Such a check
              may tell nobody anything: sharpen it, or leave it out.
            </p>
            <ScrollRegion label="Possibly worthless checks">
              <table className={`${shared.table} ${styles.table}`}>
                <thead>
                  <tr>
                    <th scope="col">Check</th>
                    <th scope="col">What it tests</th>
                    <th scope="col">No fail since</th>
                    <th scope="col" className={shared.end}>
                      Passes
                    </th>
                    <th scope="col" className={shared.end}>
                      Unmeasured
                    </th>
                  </tr>
                </thead>
                <tbody>
                  {items.map(({ check, since, passes, unmeasured }) => (
                    <tr key={check.id}>
                      <th scope="row">{check.title}</th>
                      <td>{check.tests}</td>
                      <td className={shared.noWrap}>{formatMinute(since)}</td>
                      <td className={shared.end}>{formatCount(passes)}</td>
                      <td className={shared.end}>{formatCount(unmeasured)}</td>
                    </tr>
                  ))}
                </tbody>
              </table>
            </ScrollRegion>
          </section>
        ) : (
          <section className={`${shared.card} ${shared.empty}`}>
            <h2>
              {because
                ? 'Which checks are worthless can’t be said yet'
                : 'No check went a year without a fail'}
            </h2>
            <p>
              {because
                ? withLocalTimes(because)
                : 'Each of them tells somebody something.'}
            </p>
            {checklist ? (
              <ButtonLink
                href={checklist()}
                variant="secondary"
                className={shared.outlined}
              >
                Open the checklist
              </ButtonLink>
            ) : null}
          </section>
        )
      }
    </QueryState>
  );
}
