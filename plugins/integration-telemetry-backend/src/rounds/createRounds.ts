import { IntegrationProjection } from '@tieline/plugin-integrations-node';
import { Knex } from 'knex';
import { Engines } from '../sources/prometheus/Engines';
import { describeDatabase } from '../threads/sharedDatabase';
import { LocalRounds } from './LocalRounds';
import { Rounds, RoundsSettings, RoundsSurroundings } from './Rounds';
import { ThreadRounds } from './ThreadRounds';

/**
 * Rounds in a thread of their own where that is wanted and the database can be
 * shared, else here. Also here where engines are asked: what they answer is kept
 * for rounds and for pages alike, and asking is mostly waiting.
 */
export function createRounds(options: {
  knex: Knex;
  projection: IntegrationProjection;
  hasOwnThread: boolean;
  settings: RoundsSettings;
  surroundings: RoundsSurroundings;
  engines: Engines;
  now: () => number;
}): Rounds {
  const { hasOwnThread, engines, ...rest } = options;
  const hasEngines = engines.engines.length > 0;
  const database =
    hasOwnThread && !hasEngines ? describeDatabase(options.knex) : undefined;
  return database
    ? new ThreadRounds({ ...rest, database })
    : new LocalRounds({ ...rest, engines: hasEngines ? engines : undefined });
}
