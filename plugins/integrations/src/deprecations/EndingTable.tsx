import {
  EndingConsumer,
  EndingSummary,
} from '@tieline/plugin-integrations-common/contracts';
import { EntityLink } from '../shared/EntityLink';
import { ScrollRegion } from '../shared/ScrollRegion';
import shared from '../shared/shared.module.css';
import { answerOf, ownerWords, usageWords } from './consumerWords';
import { Day } from './Day';
import { endingButtonId } from './EndingRow';
import { EndingStatusLabel } from './EndingStatusLabel';
import { forecastWords } from './endingWords';
import styles from './deprecations.module.css';

/** Of the width: what has most words has most room. */
const COLUMNS = [
  { title: 'What ends', width: '12%' },
  { title: 'Status', width: '11%' },
  { title: 'Active since', width: '7%' },
  { title: 'Deprecated', width: '7%' },
  { title: 'Sunset', width: '7%' },
  { title: 'Last leaves', width: '12%' },
  { title: 'Consumer', width: '11%' },
  { title: 'Owner', width: '8%' },
  { title: 'Use', width: '9%' },
  { title: 'First seen', width: '6%' },
  { title: 'Last seen', width: '6%' },
  { title: 'Moves', width: '7%' },
];

const CONSUMER_COLUMNS = 6;

function Forecast(props: { ending: EndingSummary; now: Date }) {
  const { main, detail, tone } = forecastWords(props.ending, props.now);
  return (
    <>
      <span
        className={
          {
            late: shared.failing,
            plain: undefined,
            unknown: shared.unmeasured,
          }[tone]
        }
      >
        {main}
      </span>
      {detail ? (
        <span className={`${shared.small} ${shared.muted} ${shared.block}`}>
          {detail}
        </span>
      ) : null}
    </>
  );
}

function EndingCells(props: {
  ending: EndingSummary;
  now: Date;
  isSelected: boolean;
  onSelect: (id: number) => void;
}) {
  const { ending, now, isSelected, onSelect } = props;
  const { id, activeSince, announcedAt, sunsetAt } = ending;
  const rowSpan = Math.max(1, ending.consumers.length);
  return (
    <>
      <th scope="rowgroup" rowSpan={rowSpan}>
        <button
          id={endingButtonId(id)}
          type="button"
          className={styles.open}
          aria-pressed={isSelected}
          onClick={() => onSelect(id)}
        >
          {ending.title}
        </button>
        {ending.ownerRef ? (
          <span className={`${shared.small} ${shared.block}`}>
            <EntityLink entityRef={ending.ownerRef} />
          </span>
        ) : null}
      </th>
      <td rowSpan={rowSpan}>
        <EndingStatusLabel ending={ending} className={styles.wrapping} />
      </td>
      <td rowSpan={rowSpan}>
        <Day at={activeSince} now={now} none="unknown" />
      </td>
      <td rowSpan={rowSpan}>
        <Day at={announcedAt} now={now} />
      </td>
      <td rowSpan={rowSpan}>
        <Day at={sunsetAt} now={now} />
      </td>
      <td rowSpan={rowSpan}>
        <Forecast ending={ending} now={now} />
      </td>
    </>
  );
}

function ConsumerCells(props: { consumer: EndingConsumer; now: Date }) {
  const { consumer, now } = props;
  const { name, entityRef, ownerRef } = consumer;
  return (
    <>
      <th scope="row">
        {entityRef ? <EntityLink entityRef={entityRef} name={name} /> : name}
      </th>
      <td>
        {ownerRef ? (
          <EntityLink entityRef={ownerRef} />
        ) : (
          <span className={shared.unmeasured}>{ownerWords(consumer)}</span>
        )}
      </td>
      <td>{usageWords(consumer, now)}</td>
      <td>
        <Day
          at={consumer.firstSeenAt}
          now={now}
          none={consumer.lastSeenAt ? 'unknown' : 'never'}
        />
      </td>
      <td>
        <Day at={consumer.lastSeenAt} now={now} none="never" />
      </td>
      <td>{answerOf(consumer, now) ?? 'has moved'}</td>
    </>
  );
}

/** The timeline as a table: the same dates, every consumer. */
export function EndingTable(props: {
  endings: EndingSummary[];
  now: Date;
  selectedId: number | undefined;
  onSelect: (id: number) => void;
}) {
  const { endings, now, selectedId, onSelect } = props;
  return (
    <ScrollRegion label="What ends, with its consumers">
      <table className={`${shared.table} ${styles.table}`}>
        <caption className={shared.hidden}>
          What ends, worst first, with its consumers
        </caption>
        <colgroup>
          {COLUMNS.map(({ title, width }) => (
            <col key={title} style={{ width }} />
          ))}
        </colgroup>
        <thead>
          <tr>
            {COLUMNS.map(({ title }) => (
              <th key={title} scope="col">
                {title}
              </th>
            ))}
          </tr>
        </thead>
        {endings.map(ending => {
          const [first, ...others] = ending.consumers;
          const isSelected = ending.id === selectedId;
          return (
            <tbody key={ending.id} data-selected={isSelected || undefined}>
              <tr>
                <EndingCells
                  ending={ending}
                  now={now}
                  isSelected={isSelected}
                  onSelect={onSelect}
                />
                {first ? (
                  <ConsumerCells consumer={first} now={now} />
                ) : (
                  <td colSpan={CONSUMER_COLUMNS} className={shared.muted}>
                    no consumer
                  </td>
                )}
              </tr>
              {others.map(consumer => (
                <tr key={consumer.id}>
                  <ConsumerCells consumer={consumer} now={now} />
                </tr>
              ))}
            </tbody>
          );
        })}
      </table>
    </ScrollRegion>
  );
}
