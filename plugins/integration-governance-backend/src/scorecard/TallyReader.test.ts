import { mockServices, TestDatabases } from '@backstage/backend-test-utils';
import {
  IntegrationProjection,
  IntegrationQuery,
} from '@tieline/plugin-integrations-node';
import { Knex } from 'knex';
import { integration, surroundings } from '../__testUtils__/landscape';
import { openDatabase } from '../database';
import { TallyReader } from './TallyReader';

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_18'] });
const everything = () => {};
const onlyLow: IntegrationQuery = query =>
  void query.where('projection_integrations.criticality', 'low');

describe.each(databases.eachSupportedId())('tallies on %s', databaseId => {
  let knex: Knex;
  let projection: IntegrationProjection;
  let tallies: TallyReader;
  let counted: number;
  let nowMs: number;

  const declare = (name: string, criticality: 'low' | 'high') =>
    projection.upsert([
      {
        ref: `integration:default/${name}`,
        entity: integration(name, { owner: 'checkout', criticality }),
      },
    ]);
  const total = async (readable: IntegrationQuery) => {
    const found = await tallies.read('team', {}, readable);
    return found.reduce((sum, { count }) => sum + count, 0);
  };

  beforeEach(async () => {
    knex = await databases.init(databaseId);
    const database = mockServices.database({ knex });
    await openDatabase(database);
    projection = await IntegrationProjection.create({ database });
    await projection.upsert(
      surroundings.map(entity => ({
        ref: `${entity.kind}:default/${entity.metadata.name}`.toLocaleLowerCase(
          'en-US',
        ),
        entity,
      })),
    );
    await declare('one', 'high');
    await declare('two', 'low');
    nowMs = 1_000_000;
    tallies = new TallyReader({ knex, projection, now: () => nowMs });
    counted = 0;
    knex.on('query', ({ sql }: { sql: string }) => {
      counted += sql.includes('answer_states') ? 1 : 0;
    });
  });

  it('are counted once for all who ask the same, and anew once something changed', async () => {
    expect(await Promise.all([1, 2, 3].map(() => total(everything)))).toEqual([
      2, 2, 2,
    ]);
    expect(counted).toBe(1);
    await declare('three', 'low');
    tallies.forget();
    expect(await total(everything)).toBe(3);
    expect(counted).toBe(2);
  });

  it('are each caller’s own, whoever asked before', async () => {
    expect(await total(everything)).toBe(2);
    expect(await total(onlyLow)).toBe(1);
    expect(await total(everything)).toBe(2);
    expect(counted).toBe(2);
  });

  it('are told at once while they are counted anew behind, and waited for after six seconds', async () => {
    expect(await total(everything)).toBe(2);
    await declare('three', 'low');
    nowMs += 5_000;
    expect(await total(everything)).toBe(2);
    nowMs += 1_500;
    expect(await total(everything)).toBe(3);
    expect(counted).toBe(2);
  });

  it('know who may read everything', () => {
    expect(tallies.isEverything(everything)).toBe(true);
    expect(tallies.isEverything(onlyLow)).toBe(false);
    expect(tallies.isEverything(query => void query.whereRaw('1 = 0'))).toBe(
      false,
    );
  });
});
