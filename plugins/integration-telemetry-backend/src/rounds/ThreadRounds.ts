import { KeptThread } from '../threads/KeptThread';
import { DatabaseSettings } from '../threads/sharedDatabase';
import { startThread } from '../threads/startThread';
import { Rounds, RoundsSettings, RoundsSurroundings } from './Rounds';
import {
  RoundsParentAnswers,
  RoundsThreadAnswers,
  RoundsThreadData,
  roundsThreadFile,
} from './roundsThread';

/**
 * Rounds in a thread of their own, with connections of their own to the
 * database: a page never waits for them. Should the thread end, another takes
 * its place; what rounds know is in the database.
 */
export class ThreadRounds implements Rounds {
  readonly #thread: KeptThread<RoundsThreadAnswers>;
  #isStarted = false;

  constructor(options: {
    database: DatabaseSettings;
    settings: RoundsSettings;
    surroundings: RoundsSurroundings;
  }) {
    const { database, settings, surroundings } = options;
    const { logger, notifications } = surroundings;
    const data: RoundsThreadData = {
      database,
      settings,
      hasNotifications: notifications !== undefined,
    };
    const answers: RoundsParentAnswers = {
      async notify(notification) {
        await notifications?.send(notification);
      },
      roundOver: changed => surroundings.onRound(changed),
      log: ({ level, message }) => logger[level](message),
    };
    this.#thread = new KeptThread({
      start: () => startThread({ file: roundsThreadFile, data }),
      answers,
      gone: reason =>
        new Error(`The thread that evaluates health and drift ${reason}`),
      onEnd: reason =>
        logger.error(
          `The thread that evaluates health and drift ${reason}, and is started again`,
        ),
      goOn: () => this.start(),
    });
  }

  async start(): Promise<void> {
    this.#isStarted = true;
    await this.use();
    await this.#thread.ask('start', undefined);
  }

  /** The thread reads the same by itself, once it has begun: it would be a lot to hand over. */
  async use(): Promise<void> {
    if (this.#isStarted) {
      await this.#thread.ask('followCatalog', undefined);
    }
  }

  wake(): void {
    this.#thread.tell('wake', undefined);
  }

  async evaluateAll(): Promise<void> {
    await this.#thread.ask('evaluateAll', undefined);
  }

  forgetRaisedTrends(): void {
    this.#thread.tell('forgetRaisedTrends', undefined);
  }

  async lookForSlowChanges(): Promise<void> {
    await this.#thread.ask('lookForSlowChanges', undefined);
  }

  async packHours(): Promise<void> {
    await this.#thread.ask('packHours', undefined);
  }

  async forgetOld(): Promise<void> {
    await this.#thread.ask('forgetOld', undefined);
  }

  async forgetDeleted(): Promise<void> {
    await this.#thread.ask('forgetDeleted', undefined);
  }

  async stop(): Promise<void> {
    await this.#thread.stop();
  }
}
