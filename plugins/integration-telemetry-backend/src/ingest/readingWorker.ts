import { parentPort, workerData } from 'worker_threads';
import { OtlpError } from '../otlp/OtlpError';
import { Sender } from '../otlp/Sender';
import { ThreadStart } from '../threads/startThread';
import { AttributionRules, Attributors } from './Attributors';
import { Body, Reading, readTelemetry } from './readTelemetry';

/** What a worker is asked. */
export type WorkerQuestion =
  { rules: AttributionRules } | { id: number; body: Body; sender: Sender };

/** What it answers. */
export type WorkerAnswer =
  | { id: number; reading: Reading }
  | { id: number; error: { httpStatus: number; message: string } };

/** Where a thread starts. */
export const readingWorkerFile = __filename;

function answer(
  { id, body, sender }: { id: number; body: Body; sender: Sender },
  attributors: Attributors,
): WorkerAnswer {
  try {
    // A Buffer arrives as the bytes that it is made of.
    const { buffer, byteOffset, length } = body.wire;
    const wire = Buffer.from(buffer, byteOffset, length);
    const reading = readTelemetry({ ...body, wire }, attributors.of(sender));
    return { id, reading };
  } catch (error) {
    if (error instanceof OtlpError) {
      const { httpStatus, message } = error;
      return { id, error: { httpStatus, message } };
    }
    throw error;
  }
}

if (parentPort && workerData?.file === readingWorkerFile) {
  const port = parentPort;
  const start: ThreadStart<AttributionRules> = workerData;
  const attributors = new Attributors(start.data);
  port.on('message', (question: WorkerQuestion) => {
    if ('rules' in question) {
      attributors.use(question.rules);
    } else {
      port.postMessage(answer(question, attributors));
    }
  });
}
