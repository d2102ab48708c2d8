import { DriftKind } from '@tieline/plugin-integrations-common/telemetry';
import { DriftIcon, QuestionIcon, StatusIcon } from '../shared/icons';
import shared from '../shared/shared.module.css';

/** What kind of difference, as icon and word. */
export function KindLabel(props: { kind: DriftKind }) {
  const { kind } = props;
  return (
    <span
      className={`${shared.row} ${shared.noWrap} ${kind === 'silent' ? shared.silent : ''}`}
    >
      {kind === 'silent' ? <StatusIcon status="silent" /> : null}
      {kind === 'undeclared' ? <QuestionIcon /> : null}
      {kind === 'mismatched' ? <DriftIcon /> : null}
      {kind}
    </span>
  );
}
