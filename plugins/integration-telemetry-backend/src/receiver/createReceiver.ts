import { Knex } from 'knex';
import { LocalReceiver } from './LocalReceiver';
import { Receiver, ReceiverSettings, ReceiverSurroundings } from './Receiver';
import { describeDatabase } from '../threads/sharedDatabase';
import { ThreadReceiver } from './ThreadReceiver';

/** A receiver in a thread of its own where that is wanted and the database can be shared, else here. */
export function createReceiver(options: {
  knex: Knex;
  hasOwnThread: boolean;
  settings: ReceiverSettings;
  surroundings: ReceiverSurroundings;
  now: () => number;
}): Receiver {
  const { knex, hasOwnThread, ...rest } = options;
  const database = hasOwnThread ? describeDatabase(knex) : undefined;
  return database
    ? new ThreadReceiver({ ...rest, database })
    : new LocalReceiver({ ...rest, knex });
}
