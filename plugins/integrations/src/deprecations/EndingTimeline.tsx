import { EndingSummary } from '@tieline/plugin-integrations-common/contracts';
import { formatDay } from '../shared/format';
import shared from '../shared/shared.module.css';
import { EndingRow } from './EndingRow';
import { TimelineLegend } from './TimelineLegend';
import { PxSpan } from './timelineLabels';
import {
  createScale,
  MONTH_GAP_PX,
  monthsWithRoom,
  monthTicks,
  TimelineScale,
  windowOf,
} from './timelineScale';
import { useTextWidth } from './textWidth';
import { useWidthPx } from './useWidthPx';
import styles from './timeline.module.css';

/** Left and right of the words in the flag of today. */
const FLAG_PADDING_PX = 6;

function flagOf(words: string, scale: TimelineScale, todayX: number): PxSpan {
  const widthPx = scale.textPx(words, true) + 2 * FLAG_PADDING_PX;
  const from = Math.min(
    scale.widthPx - widthPx,
    Math.max(0, todayX + 2 - widthPx),
  );
  return { from, to: from + widthPx };
}

/**
 * What ends, against time: a bar each with the bars of its consumers below it,
 * and today's line over all of them.
 */
export function EndingTimeline(props: {
  endings: EndingSummary[];
  now: Date;
  months: number;
  selectedId: number | undefined;
  onSelect: (id: number) => void;
}) {
  const { endings, now, months, selectedId, onSelect } = props;
  const { ref, widthPx } = useWidthPx();
  const textPx = useTextWidth();
  const scale = createScale(windowOf(now, months), widthPx, textPx);
  const ticks = monthTicks(scale);
  const todayX = scale.x(now.getTime());
  const words = `today ${formatDay(now.toISOString(), now)}`;
  const flag = flagOf(words, scale, todayX);
  return (
    <div className={styles.chart}>
      <div className={styles.plot}>
        <div className={styles.axis}>
          <div ref={ref} className={styles.axisTrack}>
            {monthsWithRoom(ticks, scale, {
              from: flag.from - MONTH_GAP_PX,
              to: flag.to + MONTH_GAP_PX,
            }).map(({ at, title }) => (
              <span
                key={at}
                className={styles.month}
                style={{ insetInlineStart: scale.x(at) + MONTH_GAP_PX }}
              >
                {title}
              </span>
            ))}
            <span
              className={styles.flag}
              style={{
                insetInlineStart: flag.from,
                width: flag.to - flag.from,
              }}
            >
              {words}
            </span>
          </div>
        </div>
        <div aria-hidden className={styles.grid}>
          {ticks.map(({ at }) => (
            <span
              key={at}
              className={styles.gridLine}
              style={{ insetInlineStart: scale.x(at) }}
            />
          ))}
        </div>
        <div aria-hidden className={`${styles.grid} ${styles.over}`}>
          <span className={styles.today} style={{ insetInlineStart: todayX }} />
        </div>
        <ol aria-label="What ends, worst first" className={shared.block}>
          {endings.map(ending => (
            <EndingRow
              key={ending.id}
              ending={ending}
              now={now}
              scale={scale}
              isSelected={ending.id === selectedId}
              onSelect={onSelect}
            />
          ))}
        </ol>
      </div>
      <TimelineLegend />
    </div>
  );
}
