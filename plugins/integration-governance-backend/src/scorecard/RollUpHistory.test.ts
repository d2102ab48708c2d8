import { mockServices, TestDatabases } from '@backstage/backend-test-utils';
import { IntegrationProjection } from '@tieline/plugin-integrations-node';
import { Knex } from 'knex';
import { ActiveChecklist } from '../checklist/ActiveChecklist';
import { Checklist } from '../checklist/Checklist';
import { openDatabase } from '../database';
import { SurroundingsCache } from '../evidence/SurroundingsCache';
import { integration, surroundings } from '../__testUtils__/landscape';
import { RollUpHistory } from './RollUpHistory';
import { packAnswerStates } from './scoreRows';
import { TallyReader } from './TallyReader';

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_18'] });
const everything = () => {};
const wide = { from: '2024-01-01', to: '2026-12-31' };

describe.each(databases.eachSupportedId())('history on %s', databaseId => {
  let knex: Knex;
  let history: RollUpHistory;

  beforeEach(async () => {
    knex = await databases.init(databaseId);
    const database = mockServices.database({ knex });
    await openDatabase(database);
    const projection = await IntegrationProjection.create({ database });
    await projection.upsert(
      [
        ...surroundings,
        integration('one', { owner: 'checkout', criticality: 'critical' }),
        integration('two', { owner: 'fulfilment', criticality: 'low' }),
        // Never evaluated; without it one group would hold all, and say what the total says.
        integration('three', { owner: 'back-office', criticality: 'medium' }),
      ].map(entity => ({
        ref: `${entity.kind}:default/${entity.metadata.name}`.toLocaleLowerCase(
          'en-US',
        ),
        entity,
      })),
    );
    history = new RollUpHistory({
      knex,
      checklist: new ActiveChecklist(await Checklist.readShipped()),
      tallies: new TallyReader({ knex, projection }),
      surroundings: new SurroundingsCache(projection),
    });
  });

  /** Sets what the first question's answer of an integration is. */
  const answer = async (name: string, state: 'yes' | 'not-yet') => {
    const answers = [
      {
        questionId: 'inventory',
        state,
        failed: 0,
        unmeasured: 0,
        waived: 0,
        passed: 0,
      },
    ];
    await knex('scores')
      .insert({
        entity_ref: `integration:default/${name}`,
        revision: 1,
        answers: JSON.stringify(answers),
        answer_states: packAnswerStates(answers),
      })
      .onConflict('entity_ref')
      .merge();
  };
  const on = (day: string, time = '12:00') =>
    history.record(new Date(`${day}T${time}:00.000Z`));
  const pointsOf = async (
    of: Parameters<RollUpHistory['read']>[0],
    range = wide,
  ) => {
    const { points } = await history.read(of, range, everything);
    return points.map(({ day, yesShare }) => [day, yesShare]);
  };

  it('has the last answers of each day on which they changed, for all and for each group with those above', async () => {
    await answer('one', 'not-yet');
    await answer('two', 'yes');
    await on('2026-11-01');
    await on('2026-11-02');
    await answer('one', 'yes');
    await on('2026-11-03', '08:00');
    await answer('two', 'not-yet');
    await on('2026-11-03', '20:00');
    expect(await pointsOf({ groupBy: 'all' })).toEqual([
      ['2026-11-01', 0.2],
      ['2026-11-03', 0.8],
    ]);
    const team = (name: string) => ({
      groupBy: 'team' as const,
      key: `group:default/${name}`,
    });
    expect(await pointsOf(team('checkout'))).toEqual([
      ['2026-11-01', 0],
      ['2026-11-03', 1],
    ]);
    expect(await pointsOf(team('orders'))).toEqual([
      ['2026-11-01', 0.2],
      ['2026-11-03', 0.8],
    ]);
    expect(await pointsOf({ groupBy: 'criticality', key: 'low' })).toEqual([
      ['2026-11-01', 1],
      ['2026-11-03', 0],
    ]);
    // A range begins with what was so before it.
    const range = { from: '2026-11-02', to: '2026-11-02' };
    expect(await pointsOf({ groupBy: 'all' }, range)).toEqual([
      ['2026-11-02', 0.2],
    ]);
  });

  it('says when a group has nothing left', async () => {
    await answer('two', 'yes');
    await on('2026-11-01');
    await knex('projection_integrations')
      .where('name', 'two')
      .update({ deleted_at: new Date() });
    await on('2026-11-05');
    const { points } = await history.read(
      { groupBy: 'criticality', key: 'low' },
      wide,
      everything,
    );
    expect(points).toMatchObject([
      { day: '2026-11-01', integrations: 1 },
      { day: '2026-11-05', integrations: 0, yesShare: null },
    ]);
  });

  it('tells nobody of a group of which they may not read all', async () => {
    await answer('one', 'yes');
    await answer('two', 'yes');
    await on('2026-11-01');
    const readable = (query: Knex.QueryBuilder) => {
      query.where('projection_integrations.criticality', 'low');
    };
    const all = await history.read({ groupBy: 'all' }, wide, readable);
    expect(all).toMatchObject({ points: [], because: expect.any(String) });
    const low = { groupBy: 'criticality' as const, key: 'low' };
    expect((await history.read(low, wide, readable)).points).toHaveLength(1);
  });

  it('forgets what is older than two years, but not how the two years began', async () => {
    await answer('one', 'not-yet');
    await answer('two', 'yes');
    await on('2024-01-01');
    await answer('one', 'yes');
    await on('2024-06-01');
    await answer('two', 'not-yet');
    await on('2026-11-01');
    expect(await pointsOf({ groupBy: 'all' })).toEqual([
      ['2024-06-01', 1],
      ['2026-11-01', 0.8],
    ]);
  });
});
