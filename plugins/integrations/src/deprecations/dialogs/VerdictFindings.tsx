import {
  RetirementFinding,
  RetirementVerdict,
} from '@tieline/plugin-integrations-common/contracts';
import { CheckResult } from '@tieline/plugin-integrations-common';
import { withLocalTimes } from '../../shared/format';
import { ResultIcon } from '../../shared/icons';
import shared from '../../shared/shared.module.css';
import styles from './dialogs.module.css';

const LOOKS: Record<
  RetirementFinding['outcome'],
  { result: CheckResult; style: string; word: string }
> = {
  blocks: { result: 'fail', style: shared.fail, word: 'In the way: ' },
  unknown: {
    result: 'unmeasured',
    style: shared.unmeasuredResult,
    word: 'Unknown: ',
  },
  holds: { result: 'pass', style: shared.pass, word: 'Holds: ' },
};

/** May it be switched off: the answer in a sentence, and every reason. */
export function VerdictFindings(props: { verdict: RetirementVerdict }) {
  const { sentence, findings } = props.verdict;
  return (
    <div className={styles.part}>
      <p className={shared.strong}>{withLocalTimes(sentence)}</p>
      <ul className={styles.findings} aria-label="Reasons">
        {findings.map(({ kind, outcome, title, detail }, index) => {
          const { result, style, word } = LOOKS[outcome];
          return (
            <li key={`${kind} ${index}`}>
              <span className={style}>
                <ResultIcon result={result} />
              </span>
              <div>
                <p>
                  <span className={shared.hidden}>{word}</span>
                  {withLocalTimes(title)}
                </p>
                {detail ? (
                  <p className={`${shared.small} ${shared.muted}`}>
                    {withLocalTimes(detail)}
                  </p>
                ) : null}
              </div>
            </li>
          );
        })}
      </ul>
    </div>
  );
}
