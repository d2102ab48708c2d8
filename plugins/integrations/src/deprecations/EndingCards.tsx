import { EndingSummary } from '@tieline/plugin-integrations-common/contracts';
import { counted } from '../contracts/contractWords';
import shared from '../shared/shared.module.css';
import { endingButtonId } from './EndingRow';
import { EndingStatusLabel } from './EndingStatusLabel';
import { forecastWords, sunsetWords } from './endingWords';
import styles from './deprecations.module.css';

/** Soonest first; what has no date comes last. */
export function bySunset(endings: EndingSummary[]): EndingSummary[] {
  const time = ({ sunsetAt }: EndingSummary) =>
    sunsetAt === undefined ? Infinity : Date.parse(sunsetAt);
  return [...endings].sort((one, other) =>
    time(one) === time(other) ? 0 : time(one) - time(other),
  );
}

/** The timeline on a phone: a list by sunset date. */
export function EndingCards(props: {
  endings: EndingSummary[];
  now: Date;
  onSelect: (id: number) => void;
}) {
  const { endings, now, onSelect } = props;
  return (
    <ol aria-label="What ends, by sunset date">
      {bySunset(endings).map(ending => {
        const { main, detail, tone } = forecastWords(ending, now);
        const inUse = ending.consumers.filter(
          ({ state }) => state === 'uses' || state === 'quiet',
        ).length;
        return (
          <li key={ending.id} className={styles.card}>
            <span className={shared.strong}>{sunsetWords(ending, now)}</span>
            <button
              id={endingButtonId(ending.id)}
              type="button"
              className={styles.open}
              onClick={() => onSelect(ending.id)}
            >
              {ending.title}
            </button>
            <EndingStatusLabel ending={ending} className={styles.wrapping} />
            <span className={tone === 'late' ? shared.failing : undefined}>
              {main}
            </span>
            {detail ? (
              <span className={`${shared.small} ${shared.muted}`}>
                {detail}
              </span>
            ) : null}
            <span className={`${shared.small} ${shared.muted}`}>
              {ending.consumers.length
                ? `${inUse} of ${counted(ending.consumers.length, 'consumer')} still there`
                : 'no consumer'}
            </span>
          </li>
        );
      })}
    </ol>
  );
}
