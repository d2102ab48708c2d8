import { Button, DialogTrigger, Popover } from '@backstage/ui';
import {
  EndingConsumer,
  EndingSummary,
} from '@tieline/plugin-integrations-common/contracts';
import { EntityLink } from '../shared/EntityLink';
import { formatDay, formatInstant } from '../shared/format';
import shared from '../shared/shared.module.css';
import {
  answerOf,
  cadenceWords,
  callsWords,
  consumerSentence,
  ownerWords,
} from './consumerWords';
import { ConsumerDrawing, drawConsumer } from './drawConsumer';
import { PxSpan } from './timelineLabels';
import { TimelineScale } from './timelineScale';
import styles from './timeline.module.css';

/** Room for a finger, however short the bar. */
const NARROWEST_BUTTON_PX = 24;

function lookOf({ kind, state }: EndingConsumer): string {
  if (kind === 'unnamed') {
    return styles.unnamed;
  }
  return state === 'left' || state === 'presumed-gone'
    ? styles.gone
    : styles.still;
}

/** Who says so, and since when. */
function Evidence(props: {
  consumer: EndingConsumer;
  ending: EndingSummary;
  now: Date;
}) {
  const { consumer, ending, now } = props;
  const lines: Array<[string, string | undefined]> = [
    ['First seen', consumer.firstSeenAt && formatInstant(consumer.firstSeenAt)],
    ['Last seen', consumer.lastSeenAt && formatInstant(consumer.lastSeenAt)],
    [
      'Calls',
      consumer.callsPerDay === undefined
        ? undefined
        : `${callsWords(consumer.callsPerDay)} over the last 7 days`,
    ],
    [
      'Runs',
      consumer.cadenceDays ? cadenceWords(consumer.cadenceDays) : undefined,
    ],
    ['Declared', consumer.declaredVersion],
    ['Moves', answerOf(consumer, now)],
    [
      'Told',
      consumer.lastToldAt &&
        `${formatDay(consumer.lastToldAt, now)}, ${consumer.reminders} unanswered since`,
    ],
    [
      'Source',
      ending.usageReadAt
        ? `telemetry, read ${formatInstant(ending.usageReadAt)}`
        : 'no usage data was read yet',
    ],
  ];
  return (
    <dl className={shared.evidence}>
      {lines.map(([term, text]) =>
        text ? (
          <div key={term} style={{ display: 'contents' }}>
            <dt>{term}</dt>
            <dd>{text}</dd>
          </div>
        ) : null,
      )}
    </dl>
  );
}

function Marks(props: {
  drawing: ConsumerDrawing;
  origin: number;
  look: string;
}) {
  const { drawing, origin, look } = props;
  const { line, nextX } = drawing;
  const placed = ({ from, to }: PxSpan) => ({
    insetInlineStart: from - origin,
    width: to - from,
  });
  return (
    <>
      {line ? (
        <span
          className={drawing.runs.length ? styles.dotted : styles.dashed}
          style={placed(line)}
        />
      ) : null}
      {drawing.runs.map(run => (
        <span
          key={run.from}
          data-tick={run.isTick || undefined}
          className={`${styles.run} ${look}`}
          style={placed(run)}
        />
      ))}
      {nextX === undefined ? null : (
        <span
          className={styles.next}
          style={{ insetInlineStart: nextX - origin - 3 }}
        />
      )}
    </>
  );
}

/** When a consumer used what ends, and what it says about moving. */
export function ConsumerRow(props: {
  consumer: EndingConsumer;
  ending: EndingSummary;
  now: Date;
  scale: TimelineScale;
}) {
  const { consumer, ending, now, scale } = props;
  const { name, entityRef } = consumer;
  const drawing = drawConsumer(consumer, scale, now);
  const { bar, label, text } = drawing;
  const sentence = consumerSentence(consumer, now);
  return (
    <li className={`${styles.row} ${styles.consumer}`}>
      <div className={styles.who}>
        <span className={shared.ellipsis} title={name}>
          {entityRef ? (
            <EntityLink
              entityRef={entityRef}
              name={name}
              className={styles.consumerName}
            />
          ) : (
            name
          )}
        </span>
        <span className={`${styles.owner} ${shared.ellipsis} ${shared.muted}`}>
          {ownerWords(consumer)}
        </span>
      </div>
      <div className={styles.track}>
        <DialogTrigger>
          <Button
            variant="tertiary"
            className={styles.consumerBar}
            style={{
              insetInlineStart: bar.from,
              width: Math.max(NARROWEST_BUTTON_PX, bar.to - bar.from),
            }}
            aria-label={sentence}
          >
            <Marks
              drawing={drawing}
              origin={bar.from}
              look={lookOf(consumer)}
            />
          </Button>
          <Popover aria-label={name}>
            <Evidence consumer={consumer} ending={ending} now={now} />
          </Popover>
        </DialogTrigger>
        <span
          aria-hidden
          className={`${styles.label} ${label ? styles.consumerLabel : styles.consumerUnder}`}
          style={label && { insetInlineStart: label.from }}
        >
          {text}
        </span>
      </div>
    </li>
  );
}
