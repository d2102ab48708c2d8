import { EndingSummary } from '@tieline/plugin-integrations-common/contracts';
import { useState } from 'react';
import { counted } from '../contracts/contractWords';
import shared from '../shared/shared.module.css';
import { ConsumerRow } from './ConsumerRow';
import { drawEnding, EndingDrawing, SegmentDrawing } from './drawEnding';
import { EndingStatusLabel } from './EndingStatusLabel';
import { endingSentence } from './endingWords';
import { PxSpan } from './timelineLabels';
import { TimelineScale } from './timelineScale';
import styles from './timeline.module.css';

/** Those that need somebody first are enough for a first look. */
const FIRST_CONSUMERS = 5;

/** Where the name of an ending stands, which gets the focus back. */
export const endingButtonId = (id: number) => `ending-${id}`;

const placed = ({ from, to }: PxSpan) => ({
  insetInlineStart: from,
  width: to - from,
});

function Segments(props: { segments: SegmentDrawing[] }) {
  return (
    <>
      {props.segments.map(segment => (
        <span
          key={segment.kind + segment.from}
          aria-hidden
          className={`${styles.segment} ${styles[segment.kind]}`}
          style={placed(segment)}
        >
          {segment.word}
        </span>
      ))}
    </>
  );
}

function ForecastMark(props: {
  forecast: NonNullable<EndingDrawing['forecast']>;
  isLate: boolean;
}) {
  const { lastX, range } = props.forecast;
  return (
    <span
      aria-hidden
      className={`${styles.forecast} ${props.isLate ? styles.isLate : ''}`}
    >
      {range ? <span className={styles.range} style={placed(range)} /> : null}
      {lastX === undefined ? null : (
        <span className={styles.diamond} style={{ insetInlineStart: lastX }} />
      )}
    </span>
  );
}

function Labels(props: { drawing: EndingDrawing }) {
  const { labels, words } = props.drawing;
  const { main, detail, tone } = words.forecast;
  const { place, fromPx } = labels.forecast;
  return (
    <>
      {labels.sunset ? (
        <span
          aria-hidden
          className={`${styles.label} ${styles.sunsetLabel}`}
          style={{ insetInlineStart: labels.sunset.from }}
        >
          {words.sunset}
        </span>
      ) : null}
      <span
        aria-hidden
        className={`${styles.label} ${styles[`${place}Label`]}`}
        data-tone={tone}
        style={
          place === 'under'
            ? { marginInlineStart: fromPx }
            : { insetInlineStart: fromPx }
        }
      >
        <b>{main}</b>
        {detail ? (
          <span>
            {place === 'beside' ? null : ', '}
            {detail}
          </span>
        ) : null}
      </span>
    </>
  );
}

/** An ending with its consumers, on the timeline. */
export function EndingRow(props: {
  ending: EndingSummary;
  now: Date;
  scale: TimelineScale;
  isSelected: boolean;
  onSelect: (id: number) => void;
}) {
  const { ending, now, scale, isSelected, onSelect } = props;
  const [showsAll, setShowsAll] = useState(false);
  const { id, title, consumers, hiddenConsumers } = ending;
  const drawing = drawEnding(ending, scale, now);
  const { bar, segments, sunsetX, forecast, words } = drawing;
  const shown = showsAll ? consumers : consumers.slice(0, FIRST_CONSUMERS);
  const more = consumers.length - shown.length;
  return (
    <li className={styles.ending} data-selected={isSelected || undefined}>
      <div className={styles.row}>
        <div className={styles.heading}>
          <button
            id={endingButtonId(id)}
            type="button"
            className={styles.name}
            aria-pressed={isSelected}
            onClick={() => onSelect(id)}
          >
            {title}
          </button>
          <EndingStatusLabel ending={ending} className={styles.status} />
        </div>
        <div className={`${styles.track} ${styles.endingTrack}`}>
          <Segments segments={segments} />
          <button
            type="button"
            className={styles.bar}
            style={placed(bar)}
            aria-label={endingSentence(ending, now)}
            title={endingSentence(ending, now)}
            onClick={() => onSelect(id)}
          />
          {sunsetX === undefined ? null : (
            <span
              aria-hidden
              className={styles.sunset}
              style={{ insetInlineStart: sunsetX - 1 }}
            />
          )}
          {forecast ? (
            <ForecastMark
              forecast={forecast}
              isLate={words.forecast.tone === 'late'}
            />
          ) : null}
          <Labels drawing={drawing} />
        </div>
      </div>
      {shown.length ? (
        <ul aria-label={`Consumers of ${title}`}>
          {shown.map(consumer => (
            <ConsumerRow
              key={consumer.id}
              consumer={consumer}
              ending={ending}
              now={now}
              scale={scale}
            />
          ))}
        </ul>
      ) : null}
      {more || showsAll ? (
        <button
          type="button"
          className={styles.more}
          aria-expanded={showsAll}
          onClick={() => setShowsAll(!showsAll)}
        >
          {showsAll ? 'Fewer' : `${more} more`}{' '}
          <span className={shared.hidden}>consumers of {title}</span>
        </button>
      ) : null}
      {hiddenConsumers ? (
        <p className={`${styles.note} ${shared.muted}`}>
          {counted(hiddenConsumers, 'consumer')} by integrations that you may
          not see
        </p>
      ) : null}
    </li>
  );
}
