import { PainPoint } from '@tieline/plugin-integrations-common/governance';
import { scoreWords } from '../improvement/improvementWords';
import { IntegrationLink } from '../shared/EntityLink';
import shared from '../shared/shared.module.css';
import styles from './assessments.module.css';

const SHOWN = 5;

/** What hurt most when it was frozen, the worst first. */
export function PainPointsThen({ points }: { points: PainPoint[] }) {
  return (
    <ol>
      {points.map(point => (
        <li key={point.checkId} className={styles.item}>
          <h3>{point.title}</h3>
          <p className={`${shared.small} ${shared.muted}`}>
            {scoreWords(point)}; {point.failed} fail, {point.unmeasured} are
            unmeasured
          </p>
          <ul className={styles.links}>
            {point.integrations.slice(0, SHOWN).map(({ integration }) => (
              <li key={integration.entityRef}>
                <IntegrationLink
                  integration={integration}
                  tab="scorecard"
                  className={shared.link}
                />
              </li>
            ))}
            {point.reach > SHOWN ? (
              <li className={shared.muted}>and {point.reach - SHOWN} more</li>
            ) : null}
          </ul>
        </li>
      ))}
    </ol>
  );
}
