import { formatDay, formatInstant } from '../shared/format';
import shared from '../shared/shared.module.css';

/** A day, to the second where the pointer rests; a dashed word where nobody said it. */
export function Day(props: {
  at: string | undefined;
  now: Date;
  none?: string;
}) {
  const { at, now, none = 'not stated' } = props;
  return at ? (
    <time dateTime={at} title={formatInstant(at)} className={shared.noWrap}>
      {formatDay(at, now)}
    </time>
  ) : (
    <span className={shared.unmeasured}>{none}</span>
  );
}
