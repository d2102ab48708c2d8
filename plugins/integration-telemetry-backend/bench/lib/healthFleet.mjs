import { toEntities } from './fleet.mjs';

/** Of so many integrations one is a batch; half of these run each hour, the others each night. */
const BATCH_EVERY = 50;

/** Of so many one has a dead-letter queue. */
const QUEUE_EVERY = 10;

/** Of so many one has become slower within the last days. */
const SLOWER_EVERY = 100;

/** Opened as pages, and so with minutes of two days: all others have minutes of three hours. */
export const PROBED = 60;

const CRITICALITIES = ['low', 'medium', 'high', 'mission-critical'];

/** @returns {'hourly' | 'nightly' | undefined} how often a batch runs */
export function batchOf(number) {
  if (number % BATCH_EVERY !== 17) {
    return undefined;
  }
  return number % (2 * BATCH_EVERY) === 17 ? 'hourly' : 'nightly';
}

/** The dead-letter queue of an integration, where it has one. */
export function queueOf(number, name) {
  return number % QUEUE_EVERY === 4 ? `${name}.dlq` : undefined;
}

export function isSlower(number) {
  return number % SLOWER_EVERY === 20;
}

/** Numbers of integrations of all kinds. */
export function probedNumbers(count) {
  return Array.from({ length: PROBED }, (_, at) => (at * 97) % count);
}

/** The fleet with what owners declare: objectives, queues, schedules; a team for each domain. */
export function toHealthEntities(fleet) {
  let number = -1;
  return toEntities(fleet).map(entity => {
    if (entity.kind !== 'Integration') {
      return entity;
    }
    number += 1;
    const { source, name } = fleet[number];
    return {
      ...entity,
      spec: {
        ...entity.spec,
        ...declare(number, name),
        owner: `group:default/${source.namespace}`,
        criticality: CRITICALITIES[number % CRITICALITIES.length],
        operations: { runbook: { url: `https://runbooks.example/${name}` } },
        telemetry: {
          ...entity.spec.telemetry,
          deadLetterQueues: [queueOf(number, name) ?? []].flat(),
        },
      },
    };
  });
}

function declare(number, name) {
  const batch = batchOf(number);
  const window = '30d';
  return {
    ...(batch && {
      type: 'batch-file',
      interaction: 'batch',
      dataFlows: [
        {
          data: 'orders',
          schedule: {
            cron: batch === 'hourly' ? '0 * * * *' : '0 2 * * *',
            grace: '30m',
            minRecords: 100,
          },
        },
      ],
    }),
    ...(number % 2 === 0 && {
      objectives: [
        { indicator: 'availability', target: 99, window },
        { indicator: 'latency', target: 95, threshold: '1s', window },
        ...(queueOf(number, name)
          ? [
              {
                indicator: 'dead-letters',
                target: 100,
                threshold: '4h',
                window,
              },
            ]
          : []),
      ],
    }),
  };
}
