import { EndingStatus } from '@tieline/plugin-integrations-common/contracts';
import { StatusIcon } from '../../shared/icons';
import shared from '../../shared/shared.module.css';
import { STATUS_LOOKS } from './endingWords';

/** How an ending stands, as icon and word. */
export function EndingStatusLabel(props: { status: EndingStatus }) {
  const { look, word } = STATUS_LOOKS[props.status];
  return (
    <span className={`${shared.status} ${shared[look]}`}>
      <StatusIcon status={look} />
      {word}
    </span>
  );
}
