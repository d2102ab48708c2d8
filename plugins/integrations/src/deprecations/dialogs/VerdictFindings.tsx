import { RetirementVerdict } from '@tieline/plugin-integrations-common/contracts';
import { withLocalTimes } from '../../shared/format';
import shared from '../../shared/shared.module.css';
import { FindingItem } from '../FindingItem';
import styles from './dialogs.module.css';

/** May it be switched off: the answer in a sentence, and every reason. */
export function VerdictFindings(props: { verdict: RetirementVerdict }) {
  const { sentence, findings } = props.verdict;
  return (
    <div className={styles.part}>
      <p className={shared.strong}>{withLocalTimes(sentence)}</p>
      <ul className={styles.findings} aria-label="Reasons">
        {findings.map(finding => (
          <FindingItem
            key={`${finding.kind} ${finding.title}`}
            finding={finding}
          />
        ))}
      </ul>
    </div>
  );
}
