import { mockServices, TestDatabases } from '@backstage/backend-test-utils';
import { Knex } from 'knex';
import { migrationsDirectory } from '../database';
import { ContractStore } from '../registry/ContractStore';
import { Outbox, OutboxMessage } from './Outbox';
import { toUntold } from './toUntold';

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_18'] });

const HOUR_MS = 3_600_000;

const to = (entityRef: string): OutboxMessage => ({
  kind: 'notification',
  payload: {
    recipients: { type: 'entity', entityRef },
    payload: { title: 'It breaks' },
  },
});

const recipientOf = (message: OutboxMessage) =>
  'recipients' in message.payload &&
  message.payload.recipients.type === 'entity'
    ? message.payload.recipients.entityRef
    : undefined;

describe.each(databases.eachSupportedId())('the outbox on %s', databaseId => {
  let knex: Knex;
  let contractId: number;
  let nowMs: number;
  let told: unknown[];
  const logger = mockServices.logger.mock();

  const openOutbox = () =>
    new Outbox({
      knex,
      logger,
      now: () => nowMs,
      deliver: async message => {
        // So that whoever else is at it comes in between.
        await new Promise(resolve => setImmediate(resolve));
        if (recipientOf(message) === 'group:default/nobody') {
          throw new Error('There is no such group');
        }
        told.push(recipientOf(message));
      },
    });

  beforeEach(async () => {
    knex = await databases.init(databaseId);
    await knex.migrate.latest({ directory: migrationsDirectory() });
    const defaults = { mode: 'BACKWARD', policy: 'semantic' } as const;
    const contracts = new ContractStore({ knex, defaults });
    contractId = (await contracts.ensure({ registry: 'a', subject: 'b' })).id;
    nowMs = Date.parse('2026-11-27T08:00:00Z');
    told = [];
    jest.resetAllMocks();
  });

  const put = (outbox: Outbox, refs: string[]) =>
    knex.transaction(tx => outbox.put(tx, { contractId }, refs.map(to)));

  it('gives a message up that nobody takes, shows it, and lets the others pass', async () => {
    const outbox = openOutbox();
    await put(outbox, ['group:default/nobody', 'group:default/finance']);
    await outbox.empty();
    expect(told).toEqual(['group:default/finance']);
    expect(await outbox.listGivenUp({ contractId }, 20)).toEqual([]);
    for (let attempt = 2; attempt <= 6; attempt += 1) {
      nowMs += HOUR_MS;
      await outbox.empty();
    }
    expect(
      (await outbox.listGivenUp({ contractId }, 20)).map(toUntold),
    ).toEqual([
      {
        at: '2026-11-27T13:00:00.000Z',
        title: 'It breaks',
        recipientRef: 'group:default/nobody',
        attempts: 6,
        problem: 'Error: There is no such group',
      },
    ]);
    expect(logger.warn).toHaveBeenCalledTimes(5);
    expect(logger.error).toHaveBeenCalledTimes(1);

    nowMs += HOUR_MS;
    await put(outbox, ['group:default/orders']);
    await outbox.empty();
    expect(told).toEqual(['group:default/finance', 'group:default/orders']);
    expect(logger.error).toHaveBeenCalledTimes(1);

    await outbox.forgetGivenUpBefore(nowMs);
    expect(await knex('contract_outbox').select()).toEqual([]);
  });

  it('is not held up by many that nobody takes', async () => {
    const outbox = openOutbox();
    await put(outbox, Array(120).fill('group:default/nobody'));
    await put(outbox, ['group:default/finance']);
    await outbox.empty();
    await outbox.empty();
    await outbox.empty();
    expect(told).toEqual(['group:default/finance']);
  });

  it('tells each message once, whoever empties it at the same time', async () => {
    const refs = Array.from({ length: 40 }, (_, at) => `group:default/g${at}`);
    await put(openOutbox(), refs);
    await Promise.all([openOutbox().empty(), openOutbox().empty()]);
    expect(told.toSorted()).toEqual(refs.toSorted());
  });

  it('leaves to another what was begun by a replica that died', async () => {
    await put(openOutbox(), ['group:default/finance']);
    const dead = new Outbox({
      knex,
      logger,
      now: () => nowMs,
      deliver: () => new Promise(() => {}),
    });
    dead.empty();
    await new Promise<void>(resolve => {
      const look = async () => {
        const { attempts } = await knex('contract_outbox').first();
        if (attempts > 0) {
          resolve();
        } else {
          setImmediate(look);
        }
      };
      look();
    });
    await openOutbox().empty();
    expect(told).toEqual([]);
    nowMs += 61_000;
    await openOutbox().empty();
    expect(told).toEqual(['group:default/finance']);
  });
});
