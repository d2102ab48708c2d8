import { CheckResult } from '@tieline/plugin-integrations-common';
import { WaiverState } from '@tieline/plugin-integrations-common/governance';
import { ResultIcon } from '../shared/icons';
import shared from '../shared/shared.module.css';
import { STATES } from './waiverWords';

const LOOKS: Record<CheckResult, string> = {
  pass: shared.pass,
  fail: shared.fail,
  waived: shared.waived,
  unmeasured: shared.unmeasuredResult,
  'not-applicable': shared.notApplicable,
};

/** Where a waiver stands, as icon and word. */
export function WaiverStateLabel(props: { state: WaiverState }) {
  const { title, look } = STATES.find(({ id }) => id === props.state)!;
  return (
    <span className={`${shared.status} ${LOOKS[look]}`}>
      <ResultIcon result={look} />
      {title}
    </span>
  );
}
