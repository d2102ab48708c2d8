import { distanceWords, formatDate } from '../shared/days';
import shared from '../shared/shared.module.css';

/** When a failure was last rehearsed; never is no good news. */
export function LastDrilled(props: { on: string | undefined; now: Date }) {
  const { on, now } = props;
  return on ? (
    <time dateTime={on}>
      {formatDate(on, now)}, {distanceWords(on, now)}
    </time>
  ) : (
    <b className={shared.strong}>never</b>
  );
}
