import { CheckResult } from '@tieline/plugin-integrations-common';
import { RetirementFinding } from '@tieline/plugin-integrations-common/contracts';
import { ReactNode } from 'react';
import { withLocalTimes } from '../shared/format';
import { ResultIcon } from '../shared/icons';
import shared from '../shared/shared.module.css';
import styles from './deprecations.module.css';

const OUTCOMES: Record<
  RetirementFinding['outcome'],
  { result: CheckResult; look: string; word: string }
> = {
  blocks: { result: 'fail', look: shared.fail, word: 'In the way' },
  unknown: {
    result: 'unmeasured',
    look: shared.unmeasuredResult,
    word: 'Not known',
  },
  holds: { result: 'pass', look: shared.pass, word: 'Fine' },
};

/** One reason for or against retiring something, and what belongs to it. */
export function FindingItem(props: {
  finding: RetirementFinding;
  children?: ReactNode;
}) {
  const { outcome, title, detail } = props.finding;
  const { result, look, word } = OUTCOMES[outcome];
  return (
    <li className={styles.finding}>
      <span className={look}>
        <ResultIcon result={result} />
      </span>
      <div className={styles.findingBody}>
        <p className={outcome === 'holds' ? undefined : shared.strong}>
          <span className={shared.hidden}>{word}: </span>
          {withLocalTimes(title)}
        </p>
        {detail ? (
          <p className={`${shared.small} ${shared.muted}`}>
            {withLocalTimes(detail)}
          </p>
        ) : null}
        {props.children}
      </div>
    </li>
  );
}
