import { DecisionWarning } from '@tieline/plugin-integrations-common/governance';
import { StatusIcon } from '../shared/icons';
import shared from '../shared/shared.module.css';
import styles from './decide.module.css';

/** What the answers, or an integration's evidence, warn of. */
export function Warnings(props: { warnings: DecisionWarning[] }) {
  const { warnings } = props;
  if (warnings.length === 0) {
    return null;
  }
  return (
    <ul className={styles.warnings} aria-label="Warnings">
      {warnings.map(({ id, title, detail, evidence = [] }, index) => (
        <li key={`${id}-${index}`} className={styles.warning}>
          <StatusIcon status="degraded" />
          <div>
            <p className={shared.strong}>{title}</p>
            <p>
              {detail}
              {evidence.map(({ value, source }) => (
                <span key={value} className={shared.muted}>
                  {' '}
                  {value}, says the {source}.
                </span>
              ))}
            </p>
          </div>
        </li>
      ))}
    </ul>
  );
}
