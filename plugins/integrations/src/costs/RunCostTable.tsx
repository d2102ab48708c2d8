import { RunCost } from '@tieline/plugin-integrations-common/governance';
import { IntegrationLink } from '../shared/EntityLink';
import { formatCount } from '../shared/format';
import { PatternIcon } from '../shared/icons';
import { Unmeasured } from '../shared/Measured';
import { Owner } from '../shared/Owner';
import { ScrollRegion } from '../shared/ScrollRegion';
import shared from '../shared/shared.module.css';
import { PerMessage, PerMonthButton } from './CostValue';
import { minutesWords, missingTitle } from './runCostWords';
import styles from './costs.module.css';

function Row(props: { cost: RunCost; onOpen: (entityRef: string) => void }) {
  const { cost, onOpen } = props;
  const { integration, calls, callsSource, interventions, unmeasured } = cost;
  // Volume has a column of its own.
  const missing = unmeasured.filter(one => one !== 'volume');
  return (
    <tr>
      <th scope="row">
        <IntegrationLink integration={integration} className={shared.link} />
        <span className={`${shared.small} ${shared.muted} ${shared.block}`}>
          <Owner ownerRef={integration.ownerRef} />
        </span>
      </th>
      <td className={`${shared.noWrap} ${styles.wideOnly}`}>
        {integration.pattern ? (
          <>
            <PatternIcon pattern={integration.pattern} /> {integration.pattern}
          </>
        ) : (
          <Unmeasured because="its pattern is not declared" />
        )}
      </td>
      <td className={shared.end}>
        <PerMonthButton
          cost={cost}
          onOpen={() => onOpen(integration.entityRef)}
        />
        {missing.length ? (
          <span className={`${shared.small} ${styles.unknown} ${shared.block}`}>
            without {missing.map(missingTitle).join(', ')}
          </span>
        ) : null}
      </td>
      <td className={`${shared.end} ${styles.wideOnly}`}>
        {calls === null ? (
          <Unmeasured because="nobody measured how much went over it" />
        ) : (
          <span title={callsSource}>{formatCount(calls)}</span>
        )}
      </td>
      <td className={shared.end}>
        <PerMessage cost={cost} />
      </td>
      <td className={`${shared.end} ${styles.wideOnly}`}>
        {interventions.count ? (
          <>
            {formatCount(interventions.count)}
            <span
              className={`${shared.small} ${shared.muted} ${shared.block} ${shared.noWrap}`}
            >
              {minutesWords(interventions.minutes)}
            </span>
          </>
        ) : (
          <span className={shared.muted}>none logged</span>
        )}
      </td>
    </tr>
  );
}

/** What integrations cost, each amount opening into its parts. */
export function RunCostTable(props: {
  costs: RunCost[];
  onOpen: (entityRef: string) => void;
}) {
  return (
    <ScrollRegion label="Run costs">
      <table className={`${shared.table} ${styles.table}`}>
        <thead>
          <tr>
            <th scope="col">Integration</th>
            <th scope="col" className={styles.wideOnly}>
              Pattern
            </th>
            <th scope="col" className={shared.end}>
              A month
            </th>
            <th scope="col" className={`${shared.end} ${styles.wideOnly}`}>
              Went over it
            </th>
            <th scope="col" className={shared.end}>
              Per message
            </th>
            <th scope="col" className={`${shared.end} ${styles.wideOnly}`}>
              By hand
            </th>
          </tr>
        </thead>
        <tbody>
          {props.costs.map(cost => (
            <Row
              key={cost.integration.entityRef}
              cost={cost}
              onOpen={props.onOpen}
            />
          ))}
        </tbody>
      </table>
    </ScrollRegion>
  );
}
