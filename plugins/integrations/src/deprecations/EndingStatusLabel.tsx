import { EndingSummary } from '@tieline/plugin-integrations-common/contracts';
import { ResultIcon, StatusIcon } from '../shared/icons';
import shared from '../shared/shared.module.css';
import { obstacleWords, statusOf } from './endingWords';

/** How an ending stands, as icon and word, and what is in the way. */
export function EndingStatusLabel(props: {
  ending: EndingSummary;
  /** Where the page says elsewhere what is in the way. */
  isShort?: boolean;
  className?: string;
}) {
  const { ending, isShort, className } = props;
  const { icon, title } = statusOf(ending.status);
  const obstacle = isShort ? undefined : obstacleWords(ending);
  return (
    <span
      className={`${shared.status} ${shared[icon ?? 'notApplicable']} ${className ?? ''}`}
    >
      {icon ? (
        <StatusIcon status={icon} />
      ) : (
        <ResultIcon result="not-applicable" />
      )}
      <span>
        {title}
        {obstacle ? `: ${obstacle}` : null}
      </span>
    </span>
  );
}
