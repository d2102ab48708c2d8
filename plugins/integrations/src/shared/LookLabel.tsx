import { CheckResult } from '@tieline/plugin-integrations-common';
import { ResultIcon } from './icons';
import shared from './shared.module.css';

const LOOKS: Record<CheckResult, string> = {
  pass: shared.pass,
  fail: shared.fail,
  waived: shared.waived,
  unmeasured: shared.unmeasuredResult,
  'not-applicable': shared.notApplicable,
};

/** How something stands, as icon and word. */
export function LookLabel(props: { look: CheckResult; title: string }) {
  const { look, title } = props;
  return (
    <span className={`${shared.status} ${LOOKS[look]}`}>
      <ResultIcon result={look} />
      {title}
    </span>
  );
}
