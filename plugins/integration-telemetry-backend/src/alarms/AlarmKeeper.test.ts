import { mockServices, TestDatabases } from '@backstage/backend-test-utils';
import { Knex } from 'knex';
import { NewFlows } from '../drift/NewFlows';
import { openDatabase } from '../openDatabase';
import { ReplayStore } from '../ReplayStore';
import { AilingIntegration, AilingReader } from './AilingReader';
import { AlarmKeeper } from './AlarmKeeper';
import { AlarmStore } from './AlarmStore';
import { AlarmTeller } from './AlarmTeller';
import { AlarmWebhooks } from './AlarmWebhooks';
import { NO_OWNERS } from './causeOwners';
import { MaintenanceStore } from './MaintenanceStore';

jest.setTimeout(60_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_18'] });

const START_MS = Date.parse('2026-11-23T12:00:00.000Z');
const MINUTE_MS = 60_000;

function ailing(name: string): AilingIntegration {
  const since = new Date(START_MS).toISOString();
  const reason = { code: 'errors', status: 'failing', headline: 'It fails' };
  return {
    onsetMs: START_MS,
    facets: {
      entityRef: `integration:default/${name}`,
      name,
      ownerRef: `group:default/${name}`,
      interaction: 'request',
      targetRefs: ['system:default/erp'],
      viaRefs: [],
    },
    health: {
      environment: 'production',
      status: 'failing',
      since,
      reasons: [reason],
    },
  } as unknown as AilingIntegration;
}

describe('AlarmKeeper', () => {
  async function start(knex: Knex) {
    await openDatabase({ getClient: async () => knex });
    const store = new AlarmStore({ knex });
    let ill: AilingIntegration[] = [];
    const sent: string[] = [];
    const createReplica = () => {
      const keeper = new AlarmKeeper({
        store,
        ailing: {
          read: async () => [ill, new Set<string>()],
        } as unknown as AilingReader,
        flows: new NewFlows({ knex, replays: new ReplayStore({ knex }) }),
        teller: new AlarmTeller({
          store,
          notifications: {
            send: async ({ recipients, payload }) => {
              sent.push(
                `${(recipients as { entityRef: string }).entityRef}: ${payload.title}`,
              );
            },
          },
          webhooks: {
            send: async (event: string, alarm: { subjectRef?: string }) => {
              sent.push(`webhook: ${event} ${alarm.subjectRef}`);
              return [];
            },
          } as unknown as AlarmWebhooks,
          logger: mockServices.logger.mock(),
          tellsRecoveries: true,
          now: () => START_MS,
        }),
        maintenance: new MaintenanceStore({ knex }),
        settleMs: MINUTE_MS,
        clearAfterMs: 5 * MINUTE_MS,
      });
      keeper.use(
        ['one', 'two'].map(name => ailing(name).facets),
        { ...NO_OWNERS, ownerOf: () => 'group:default/finance' },
      );
      return keeper;
    };
    const replicas = [createReplica(), createReplica()];
    return {
      sent,
      /** All replicas at once. */
      at: (minutes: number, ...names: string[]) => {
        ill = names.map(ailing);
        return Promise.all(
          replicas.map(keeper =>
            keeper.reconcile(START_MS + minutes * MINUTE_MS),
          ),
        );
      },
    };
  }

  it.each(databases.eachSupportedId())(
    'tells once that all is well again, whatever the number of replicas, on %s',
    async id => {
      const { at, sent } = await start(await databases.init(id));
      await at(0, 'one');
      await at(2, 'one');
      expect(sent).toEqual([
        'group:default/one: one is failing',
        'webhook: opened integration:default/one',
      ]);
      sent.length = 0;
      await at(3);
      await at(9);
      await at(10);
      expect(sent).toEqual([
        'webhook: cleared integration:default/one',
        'group:default/one: Well again: one',
      ]);
    },
  );

  it.each(databases.eachSupportedId())(
    'tells nobody of the end of what nobody was told of, on %s',
    async id => {
      const { at, sent } = await start(await databases.init(id));
      await at(0, 'one', 'two');
      await at(2, 'one', 'two');
      await at(3);
      await at(9);
      expect(sent).toEqual([
        'group:default/finance: erp is failing',
        'webhook: opened system:default/erp',
        'webhook: cleared system:default/erp',
        'group:default/finance: Well again: erp',
      ]);
    },
  );
});
