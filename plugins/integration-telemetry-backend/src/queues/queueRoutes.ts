import { QueueLevels } from '@tieline/plugin-integrations-common/telemetry';
import { ProjectedIntegration } from '@tieline/plugin-integrations-node';
import { Request, Router } from 'express';
import { rangeOf } from '../requestValues';
import { FOLLOWED_MS, QueueReader } from './QueueReader';
import { queuesOf } from './queuesOf';

/** What lies in an integration's queues, and how far its consumers are behind. */
export function addQueueRoutes(
  router: Router,
  options: {
    queues: QueueReader;
    /** @throws NotFoundError where it may not be read */
    readable: (request: Request) => Promise<ProjectedIntegration>;
    environmentOf: (
      request: Request,
      integration: ProjectedIntegration,
    ) => string;
    now: () => number;
  },
): void {
  const { queues, readable, environmentOf, now } = options;

  router.get('/v1/queues/:namespace/:name', async (request, response) => {
    const integration = await readable(request);
    const { facets, spec } = integration;
    const environment = environmentOf(request, integration);
    const nowMs = now();
    const range = rangeOf({ from: request.query.from }, nowMs);
    const fromMs = Math.max(range.fromMs, nowMs - FOLLOWED_MS);
    const deadLetters = new Set(spec.telemetry?.deadLetterQueues ?? []);
    const stored = await queues.listQueues(queuesOf(spec), environment, nowMs);
    const items: QueueLevels['items'] = await Promise.all(
      stored.map(async row => ({
        queue: row.queue,
        role: deadLetters.has(row.queue) ? 'dead-letters' : 'destination',
        measure: row.measure,
        ...(row.consumer_group && { consumerGroup: row.consumer_group }),
        value: row.value,
        at: new Date(row.last_seen_ms).toISOString(),
        points: (await queues.readLevels(row.id, fromMs, nowMs)).map(
          ({ atMs, value }) => ({ at: new Date(atMs).toISOString(), value }),
        ),
      })),
    );
    const levels: QueueLevels = {
      entityRef: facets.entityRef,
      environment,
      from: new Date(fromMs).toISOString(),
      to: new Date(nowMs).toISOString(),
      items,
    };
    response.json(levels);
  });
}
