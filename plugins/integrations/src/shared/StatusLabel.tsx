import { CheckResult, HealthStatus } from '@tieline/plugin-integrations-common';
import { AnswerState } from '@tieline/plugin-integrations-common/governance';
import { ResultIcon, StatusIcon } from './icons';
import styles from './shared.module.css';

/** A status as icon and word; solid or filled where it heads something. */
export function StatusLabel(props: { status: HealthStatus; pill?: boolean }) {
  const { status, pill } = props;
  return (
    <span
      className={`${styles.status} ${styles[status]} ${pill ? styles.pill : ''}`}
    >
      <StatusIcon status={status} />
      {status}
    </span>
  );
}

const resultStyles: Record<CheckResult, string> = {
  fail: styles.fail,
  unmeasured: styles.unmeasuredResult,
  waived: styles.waived,
  pass: styles.pass,
  'not-applicable': styles.notApplicable,
};

const resultWords: Record<CheckResult, string> = {
  fail: 'fail',
  unmeasured: 'unmeasured',
  waived: 'waived',
  pass: 'pass',
  'not-applicable': 'not applicable',
};

/** A check's result as icon and word. */
export function ResultLabel(props: { result: CheckResult }) {
  return (
    <span className={`${styles.status} ${resultStyles[props.result]}`}>
      <ResultIcon result={props.result} />
      {resultWords[props.result]}
    </span>
  );
}

const resultOfState: Record<AnswerState, CheckResult> = {
  'not-yet': 'fail',
  unmeasured: 'unmeasured',
  waived: 'waived',
  yes: 'pass',
  'not-applicable': 'not-applicable',
};

/** Which icon and colour a question's state shares with a check's result. */
export function resultFor(state: AnswerState): CheckResult {
  return resultOfState[state];
}

/** A question's state in words. */
export function stateWord(state: AnswerState): string {
  return state.replace('-', ' ');
}

/** A question's state as icon and word. */
export function AnswerLabel(props: { state: AnswerState }) {
  const result = resultFor(props.state);
  return (
    <span className={`${styles.status} ${resultStyles[result]}`}>
      <ResultIcon result={result} />
      {stateWord(props.state)}
    </span>
  );
}
