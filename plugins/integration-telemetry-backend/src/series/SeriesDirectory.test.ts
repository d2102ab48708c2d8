import { mockServices, TestDatabases } from '@backstage/backend-test-utils';
import { openDatabase } from '../openDatabase';
import { SeriesBatch, SeriesKey } from './SeriesBatch';
import { SeriesDirectory } from './SeriesDirectory';

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_18'] });

const key = (subject: string, operation: string): SeriesKey => ({
  subject,
  environment: 'production',
  source: 'metrics',
  side: 'caller',
  kind: 'call',
  operation,
  consumer: '',
  version: '',
});

describe.each(databases.eachSupportedId())(
  'the directory of series on %s',
  id => {
    it('keeps its limits also where all is forgotten while it looks something up', async () => {
      const client = await databases.init(id);
      const knex = await openDatabase({
        getClient: async () => client,
        migrations: mockServices.database({ knex: client }).migrations,
      });
      const directory = new SeriesDirectory({
        limits: { perIntegration: 2, overall: 100 },
      });
      // As where another transaction fails.
      knex.on('query-response', () => directory.clear());
      const batch = new SeriesBatch();
      for (const operation of ['one', 'two', 'three', 'four']) {
        batch.seriesOf(
          key('integration:default/orders', operation),
          { samplingUnknown: false, environmentAssumed: false },
          1_000,
        );
      }
      await knex.transaction(async tx => {
        await directory.limit(tx, batch);
        expect(await directory.find(tx, batch.series)).toEqual(new Map());
      });
      expect(
        [...batch.series.values()].map(series => series.key.operation),
      ).toEqual(['one', 'two', '(overflow)']);
    });
  },
);
