import type { NotificationSendOptions } from '@backstage/plugin-notifications-node';
import { IntegrationProjection } from '@tieline/plugin-integrations-node';
import { parentPort, workerData } from 'worker_threads';
import { readCatalog } from '../readCatalog';
import { lowerPriority, NICENESS } from '../threads/lowerPriority';
import { DatabaseSettings, openShared } from '../threads/sharedDatabase';
import { ThreadStart } from '../threads/startThread';
import { MessageEnd, ThreadCalls } from '../threads/ThreadCalls';
import { LocalRounds } from './LocalRounds';
import type { RoundsSettings, RoundsSurroundings } from './Rounds';

/** What the thread begins with. */
export interface RoundsThreadData {
  database: DatabaseSettings;
  settings: RoundsSettings;
  hasNotifications: boolean;
}

/** What the thread asks who started it. */
export type RoundsParentAnswers = {
  notify(notification: NotificationSendOptions): Promise<void>;
  roundOver(changed: readonly string[]): Promise<void>;
  log(line: { level: 'error' | 'info' | 'warn'; message: string }): void;
};

/** What the thread is asked. */
export type RoundsThreadAnswers = ReturnType<typeof answersOf>;

/** Where the thread begins. */
export const roundsThreadFile = __filename;

function answersOf(
  rounds: LocalRounds,
  others: {
    followCatalog: () => Promise<void>;
    stop: () => Promise<void>;
  },
) {
  return {
    start: () => rounds.start(),
    followCatalog: others.followCatalog,
    wake: () => rounds.wake(),
    evaluateAll: () => rounds.evaluateAll(),
    forgetRaisedTrends: () => rounds.forgetRaisedTrends(),
    lookForSlowChanges: () => rounds.lookForSlowChanges(),
    packHours: () => rounds.packHours(),
    forgetOld: () => rounds.forgetOld(),
    forgetDeleted: () => rounds.forgetDeleted(),
    stop: others.stop,
  };
}

function surroundingsOf(
  parent: ThreadCalls<RoundsParentAnswers>,
  hasNotifications: boolean,
): RoundsSurroundings {
  const log = (level: 'error' | 'info' | 'warn') => (message: string) =>
    parent.tell('log', { level, message });
  return {
    logger: { error: log('error'), info: log('info'), warn: log('warn') },
    notifications: hasNotifications
      ? { send: notification => parent.ask('notify', notification) }
      : undefined,
    onRound: changed => parent.ask('roundOver', changed),
  };
}

async function main(port: MessageEnd & { close(): void }): Promise<void> {
  lowerPriority(NICENESS.rounds);
  const { data }: ThreadStart<RoundsThreadData> = workerData;
  const { database, settings, hasNotifications } = data;
  const knex = openShared(database);
  const projection = await IntegrationProjection.create({
    // Who started the thread has migrated it.
    database: { getClient: async () => knex, migrations: { skip: true } },
  });
  // Questions wait at the port until somebody listens to it.
  const parent = new ThreadCalls<RoundsParentAnswers>(port);
  const rounds = new LocalRounds({
    knex,
    projection,
    settings,
    surroundings: surroundingsOf(parent, hasNotifications),
    now: () => Date.now(),
  });
  parent.answer(
    answersOf(rounds, {
      followCatalog: async () =>
        rounds.use(await readCatalog(projection, settings)),
      async stop() {
        await rounds.stop();
        await knex.destroy();
        // After the answer: nothing is left that keeps the thread.
        setImmediate(() => port.close());
      },
    }),
  );
}

// The module is also read by who starts the thread, which may be in one itself.
if (parentPort && workerData?.file === roundsThreadFile) {
  main(parentPort);
}
