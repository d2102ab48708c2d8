import { TestDatabases } from '@backstage/backend-test-utils';
import { HealthPage } from '@tieline/plugin-integrations-common/telemetry';
import knexFactory from 'knex';
import { createCatalog, startTelemetry } from './__testUtils__/startTelemetry';
import { durations, integration } from './__testUtils__/telemetry';
import { slotsOf } from './series/pointSlots';

jest.setTimeout(60_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_18'] });

const prices = integration('price-lookup', {
  telemetry: {
    matchers: [
      { conditions: [{ attribute: 'server.address', equals: 'prices' }] },
    ],
  },
});

function calls(endMs: number, status: number, sender: string) {
  return durations(
    {
      'service.name': 'shop',
      'service.instance.id': sender,
      'deployment.environment.name': 'production',
    },
    {
      name: 'http.client.request.duration',
      startMs: endMs - 10_000,
      endMs,
      counts: [
        [0.1, 6],
        [0.5, 1],
      ],
      attributes: {
        'http.request.method': 'GET',
        'server.address': 'prices',
        'http.response.status_code': status,
      },
    },
  );
}

describe('two replicas on one database', () => {
  it.each(databases.eachSupportedId())(
    'add up exactly what both take of one series at the same time, on %s',
    async id => {
      const first = await databases.init(id);
      // A SQLite database in memory has one connection, which both then share.
      const second =
        id === 'SQLITE_3' ? first : knexFactory(first.client.config);
      const replicas = [];
      for (const knex of [first, second]) {
        const catalog = createCatalog([prices]);
        const replica = await startTelemetry({ knex, catalog });
        await replica.until<HealthPage>(
          '/v1/health',
          page => page.totalItems === 1,
        );
        replicas.push(replica);
      }

      const minute = Math.floor(Date.now() / 60_000) * 60_000 - 60_000;
      for (let round = 0; round < 10; round += 1) {
        const answers = await Promise.all(
          replicas.flatMap((replica, at) =>
            [200, 200, 503].map((status, call) =>
              replica
                .otlp('metrics')
                .send(calls(minute, status, `${round}/${at}/${call}`)),
            ),
          ),
        );
        expect(answers.map(({ status }) => status)).toEqual(Array(6).fill(200));
      }

      for (const replica of replicas) {
        await replica.until<HealthPage>(
          '/v1/health',
          ({ items }) => items[0].calls?.calls === 420,
        );
      }
      for (const resolution of [1, 60, 1440]) {
        const [totals] = await first('points')
          .whereBetween('slot', slotsOf(resolution))
          .sum({ count: 'count', errors: 'errors' });
        expect(totals).toEqual({ count: 420, errors: 140 });
      }
      for (const replica of replicas) {
        await replica.stop();
      }
      if (second !== first) {
        await second.destroy();
      }
    },
  );

  it.each(databases.eachSupportedId())(
    'count once what is repeated, whichever of them the repeat reaches, on %s',
    async id => {
      const first = await databases.init(id);
      const second =
        id === 'SQLITE_3' ? first : knexFactory(first.client.config);
      const replicas: Array<Awaited<ReturnType<typeof startTelemetry>>> = [];
      for (const knex of [first, second]) {
        const catalog = createCatalog([prices]);
        const replica = await startTelemetry({ knex, catalog });
        await replica.until<HealthPage>(
          '/v1/health',
          page => page.totalItems === 1,
        );
        replicas.push(replica);
      }
      const body = calls(Date.now() - 60_000, 200, 'one');
      const send = (at: number) => replicas[at].otlp('metrics').send(body);
      const together = await Promise.all([0, 1, 0, 1, 1].map(send));
      const later = [await send(0), await send(1)];
      for (const { status, body: answer } of [...together, ...later]) {
        expect(status).toBe(200);
        expect(answer).toEqual({});
      }
      // A body that differs counts by itself.
      await replicas[1]
        .otlp('metrics')
        .send(calls(Date.now() - 60_000, 200, 'two'));
      for (const replica of replicas) {
        await replica.until<HealthPage>(
          '/v1/health',
          ({ items }) => items[0].calls?.calls === 14,
        );
        await replica.stop();
      }
      const [{ calls: counted }] = await first('points')
        .whereBetween('slot', slotsOf(1440))
        .sum({ calls: 'count' });
      expect(Number(counted)).toBe(14);
      expect(await first('inbox')).toEqual([]);
      if (second !== first) {
        await second.destroy();
      }
    },
  );
});
