import {
  CHECK_RESULTS,
  CheckResult,
} from '@tieline/plugin-integrations-common';
import shared from './shared.module.css';
import { ResultLabel } from './StatusLabel';

function isResult(value: string): value is CheckResult {
  return (CHECK_RESULTS as readonly string[]).includes(value);
}

function Side(props: { result: string | null; absent: string }) {
  const { result, absent } = props;
  if (result === null) {
    return <span className={shared.muted}>{absent}</span>;
  }
  return isResult(result) ? <ResultLabel result={result} /> : <>{result}</>;
}

/** A check's result before and after; null where there was, or is, no such check. */
export function ResultChange(props: {
  from: string | null;
  to: string | null;
}) {
  return (
    <span className={shared.noWrap}>
      <Side result={props.from} absent="no such check" />{' '}
      <span aria-hidden="true">→</span>
      <span className={shared.hidden}>to</span>{' '}
      <Side result={props.to} absent="check gone" />
    </span>
  );
}
