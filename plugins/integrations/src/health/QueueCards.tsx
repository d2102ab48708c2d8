import { Button } from '@backstage/ui';
import {
  DeadLetterQueue,
  HealthDetail,
  QueueLevels,
} from '@tieline/plugin-integrations-common/telemetry';
import { downloadCsv } from '../shared/downloadCsv';
import {
  formatAge,
  formatCount,
  formatElapsed,
  formatInstant,
  formatMoment,
} from '../shared/format';
import { Card } from '../shared/Frame';
import { DownloadIcon, StatusIcon } from '../shared/icons';
import { Measured, Unmeasured } from '../shared/Measured';
import shared from '../shared/shared.module.css';
import { LevelChart } from './LevelChart';
import { useQueues } from './useQueues';
import styles from './queues.module.css';

type QueueItem = QueueLevels['items'][number];

function Figures(props: { queue: DeadLetterQueue }) {
  const { queue } = props;
  const { depth, growthPerHour, oldestSeconds, ageMeasured } = queue;
  const evidence = {
    source: `level of ${queue.queue}`,
    time: formatInstant(queue.at),
  };
  const growth =
    growthPerHour === undefined
      ? undefined
      : `${growthPerHour > 0 ? '+' : ''}${formatCount(growthPerHour)}/h`;
  const oldest =
    oldestSeconds === undefined
      ? undefined
      : formatElapsed(oldestSeconds * 1000);
  return (
    <dl className={styles.figures}>
      <div>
        <dd>
          <Measured
            name="Messages"
            evidence={{ value: formatCount(depth), ...evidence }}
          >
            {formatCount(depth)}
          </Measured>
        </dd>
        <dt>messages</dt>
      </div>
      <div>
        <dd>
          {growth ? (
            <Measured name="Growth" evidence={{ value: growth, ...evidence }}>
              {growth}
            </Measured>
          ) : (
            <Unmeasured because="nothing is known of an hour ago" />
          )}
        </dd>
        <dt>last hour</dt>
      </div>
      <div>
        <dd>
          {oldest ? (
            <Measured
              name="Oldest message"
              evidence={{
                value: oldest,
                ...evidence,
                note: ageMeasured
                  ? undefined
                  : 'at least: nobody measures the age, so it counts since the queue was last empty',
              }}
            >
              {oldest}
            </Measured>
          ) : (
            <span className={shared.muted}>none</span>
          )}
        </dd>
        <dt>oldest</dt>
      </div>
    </dl>
  );
}

function stateOf(queue: DeadLetterQueue) {
  if (queue.growingSince) {
    return { status: 'degraded', word: 'growing' } as const;
  }
  return queue.depth > 0
    ? ({ status: 'unknown', word: 'not empty' } as const)
    : ({ status: 'healthy', word: 'empty' } as const);
}

function DeadLetterCard(props: {
  queue: DeadLetterQueue;
  levels: QueueLevels | undefined;
  now: Date;
}) {
  const { queue, levels, now } = props;
  const state = stateOf(queue);
  const item = levels?.items.find(
    ({ queue: name, measure }) =>
      name === queue.queue && (measure === 'ready' || measure === 'lag'),
  );
  return (
    <Card
      title="Dead-letter queue"
      end={
        <span className={`${shared.status} ${shared[state.status]}`}>
          <StatusIcon status={state.status} />
          {state.word}
        </span>
      }
    >
      <div className={shared.cardBody}>
        <p className={shared.mono}>{queue.queue}</p>
        <Figures queue={queue} />
        {levels && item?.points.length ? (
          <LevelChart
            points={item.points}
            range={{
              fromMs: Date.parse(levels.from),
              toMs: Date.parse(levels.to),
            }}
            isBad={state.status === 'degraded'}
          />
        ) : null}
        <p className={`${shared.small} ${shared.muted}`}>
          Level of {formatAge(queue.at, now)} ago.{' '}
          {queue.drainedAt
            ? `Last empty ${formatMoment(queue.drainedAt, now)}.`
            : 'Never empty as far as is known.'}
        </p>
        {item?.points.length ? (
          <Button
            size="small"
            variant="secondary"
            className={`${shared.outlined} ${styles.csv}`}
            iconStart={<DownloadIcon />}
            onPress={() =>
              downloadCsv(
                `${queue.queue}.csv`,
                item.points.map(({ at, value }) => ({
                  Time: at,
                  Messages: value,
                })),
              )
            }
          >
            Levels as CSV
          </Button>
        ) : null}
      </div>
    </Card>
  );
}

function LagCard(props: { items: QueueItem[]; now: Date }) {
  const { items, now } = props;
  return (
    <Card title="Consumers behind">
      <table className={shared.table}>
        <caption className={shared.hidden}>
          How many messages each consumer group has not read yet
        </caption>
        <thead>
          <tr>
            <th scope="col">Consumer group</th>
            <th scope="col" className={shared.end}>
              Messages
            </th>
          </tr>
        </thead>
        <tbody>
          {items.map(item => (
            <tr key={`${item.queue} ${item.consumerGroup}`}>
              <th scope="row">
                <span className={shared.mono}>
                  {item.consumerGroup ?? item.queue}
                </span>
                <span
                  className={`${shared.small} ${shared.muted} ${shared.block}`}
                >
                  {item.queue}, {formatAge(item.at, now)} ago
                </span>
              </th>
              <td className={shared.end}>{formatCount(item.value)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Card>
  );
}

/** What lies in its dead-letter queues, and how far its consumers are behind. */
export function QueueCards(props: {
  health: HealthDetail;
  environment: string | undefined;
  now: Date;
}) {
  const { health, environment, now } = props;
  const isMessaging = ['event', 'stream'].includes(
    health.integration.interaction ?? '',
  );
  const deadLetters = health.deadLetters ?? [];
  const { data } = useQueues(
    { namespace: health.integration.namespace, name: health.integration.name },
    environment,
    isMessaging || deadLetters.length > 0,
  );
  const behind = (data?.items ?? []).filter(
    ({ role, measure }) =>
      role === 'destination' && ['lag', 'ready'].includes(measure),
  );
  if (deadLetters.length === 0 && behind.length === 0) {
    return null;
  }
  return (
    <div className={styles.side}>
      {deadLetters.map(queue => (
        <DeadLetterCard
          key={queue.queue}
          queue={queue}
          levels={data}
          now={now}
        />
      ))}
      {behind.length ? <LagCard items={behind} now={now} /> : null}
    </div>
  );
}
