import { parentPort, workerData } from 'worker_threads';
import { stringifyError } from '@backstage/errors';
import type { Sender } from '../otlp/Sender';
import type { AttributionRules } from '../ingest/Attributors';
import type { SharedBudget } from '../ingest/ByteBudget';
import type { Body } from '../ingest/readTelemetry';
import { CountCall, CountsRelay } from './CountsRelay';
import { LocalReceiver } from './LocalReceiver';
import { lowerPriority, NICENESS } from '../threads/lowerPriority';
import type { ReceiverSettings } from './Receiver';
import { DatabaseSettings, openShared } from '../threads/sharedDatabase';
import { ThreadStart } from '../threads/startThread';
import { MessageEnd, ThreadCalls } from '../threads/ThreadCalls';

/** What the thread begins with. */
export interface ThreadData {
  database: DatabaseSettings;
  settings: ReceiverSettings;
  sharedBudget: SharedBudget;
}

/** What the thread asks who started it. */
export type ParentAnswers = {
  findSender(token: string): Promise<Sender>;
  count(calls: CountCall[]): void;
  flushed(nothing: undefined): void;
  report(problem: { message: string; detail: string }): void;
};

/** What the thread is asked. */
export type ThreadAnswers = ReturnType<typeof answersOf>;

/** Where the thread begins. */
export const receiverThreadFile = __filename;

function answersOf(receiver: LocalReceiver, end: () => Promise<void>) {
  return {
    start: () => receiver.start(),
    listen: (address: { host: string; port: number }) =>
      receiver.listen(address),
    use: (rules: AttributionRules) => receiver.use(rules),
    ingest: ({ body, sender }: { body: Body; sender: Sender }) => {
      // A Buffer arrives as the bytes that it is made of.
      const { buffer, byteOffset, length } = body.wire;
      const wire = Buffer.from(buffer, byteOffset, length);
      return receiver.ingest({ ...body, wire }, sender);
    },
    retry: () => receiver.retry(),
    readState: () => receiver.readState(),
    stop: end,
  };
}

function main(port: MessageEnd & { close(): void }): void {
  lowerPriority(NICENESS.receiver);
  const { data }: ThreadStart<ThreadData> = workerData;
  const { database, settings, sharedBudget } = data;
  const parent = new ThreadCalls<ParentAnswers>(port);
  const knex = openShared(database);
  const relay = new CountsRelay({
    tell: calls => parent.tell('count', calls),
  });
  const receiver = new LocalReceiver({
    knex,
    settings,
    sharedBudget,
    surroundings: {
      findSender: token => parent.ask('findSender', token),
      counts: relay,
      onFlushed: () => {
        relay.flush();
        parent.tell('flushed', undefined);
      },
      onError: (message, error) =>
        parent.tell('report', { message, detail: stringifyError(error) }),
    },
    now: () => Date.now(),
  });
  parent.answer(
    answersOf(receiver, async () => {
      await receiver.stop();
      relay.flush();
      await knex.destroy();
      // After the answer: nothing is left that keeps the thread.
      setImmediate(() => port.close());
    }),
  );
}

// The module is also read by who starts the thread, which may be in one itself.
if (parentPort && workerData?.file === receiverThreadFile) {
  main(parentPort);
}
