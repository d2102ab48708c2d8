import { IntegrationRow } from '@tieline/plugin-integrations-common/governance';
import { IntegrationLink, Route } from '../shared/EntityLink';
import { PatternIcon } from '../shared/icons';
import { StatusLabel } from '../shared/StatusLabel';
import { DurationValue, ErrorsValue, ThroughputValue } from '../shared/values';
import shared from '../shared/shared.module.css';
import { Owner, subtitle } from './columns';
import { ScoreBar } from './ScoreBar';
import styles from './inventory.module.css';

/** The inventory on a phone. */
export function IntegrationCards(props: { rows: IntegrationRow[] }) {
  return (
    <ul className={styles.cards} aria-label="Integrations">
      {props.rows.map(row => (
        <li key={row.integration.entityRef}>
          <div className={styles.between}>
            <StatusLabel status={row.health?.status ?? 'unknown'} />
            <span className={`${shared.small} ${shared.muted}`}>
              {row.integration.criticality}
            </span>
          </div>
          <IntegrationLink
            integration={row.integration}
            className={styles.nameLink}
          />
          <span className={`${shared.row} ${shared.small} ${shared.muted}`}>
            {row.integration.pattern ? (
              <PatternIcon pattern={row.integration.pattern} labelled />
            ) : null}
            <span className={shared.ellipsis}>
              <Route integration={row.integration} />
            </span>
          </span>
          <span>{subtitle(row)}</span>
          <dl>
            <div>
              <dt>Throughput</dt>
              <dd>
                <ThroughputValue health={row.health} />
              </dd>
            </div>
            <div>
              <dt>Errors</dt>
              <dd>
                <ErrorsValue health={row.health} />
              </dd>
            </div>
            <div>
              <dt>{row.health?.runs?.lastRun ? 'Duration' : 'p95'}</dt>
              <dd>
                <DurationValue health={row.health} />
              </dd>
            </div>
            <div>
              <dt>Score</dt>
              <dd>
                <ScoreBar score={row.score} />
              </dd>
            </div>
          </dl>
          <Owner ownerRef={row.integration.ownerRef} />
        </li>
      ))}
    </ul>
  );
}
