import { InputError } from '@backstage/errors';
import { parentPort, workerData } from 'worker_threads';
import { TooComplexError } from '../formats/jsonSchema/Budget';
import { ContractText } from '../text/ContractText';
import { ContractTextError } from '../text/ContractTextError';
import { compareTexts } from './compareTexts';
import { JudgingQuestion, StoredTexts } from './Judge';
import { judgeTexts, LoadTexts, startReading } from './judgeTexts';
import { ReadTexts } from './ReadTexts';
import { recogniseFormat } from './SimilarTexts';

/**
 * What a thread says: that it is ready, which stored texts it wants for its
 * question, or what it answers; `refusal` is for whoever sent the text.
 */
export type JudgingAnswer =
  | 'ready'
  | { wanted: readonly number[] }
  | { answer: unknown }
  | { refusal: string }
  | { failure: string };

/** What a thread is told: a question, or the first few of the texts that it wants. */
export type JudgingMessage = JudgingQuestion | { texts: StoredTexts };

/** Where a thread starts. */
export const judgingWorkerFile = __filename;

async function answer(
  texts: ReadTexts,
  question: JudgingQuestion,
  load: LoadTexts,
): Promise<JudgingAnswer> {
  try {
    if (question.ask === 'recognise') {
      return { answer: recogniseFormat(new ContractText(question.text))?.id };
    }
    if (question.ask === 'read') {
      return { answer: texts.describe(question.given) };
    }
    const { request } = question;
    const reading = startReading(texts.textsFor(request), request, load);
    return {
      answer:
        question.ask === 'judge'
          ? await judgeTexts(reading)
          : await compareTexts(reading),
    };
  } catch (error) {
    return toFailure(error);
  } finally {
    texts.shrink();
  }
}

function toFailure(error: unknown): JudgingAnswer {
  const { message, stack } = error as Error;
  if (
    error instanceof ContractTextError ||
    error instanceof TooComplexError ||
    error instanceof InputError
  ) {
    return { refusal: message };
  }
  // Where functions call each other deeper than the stack is.
  return error instanceof RangeError
    ? {
        refusal: 'The text is nested too deeply to be judged. Make it flatter.',
      }
    : { failure: stack ?? message };
}

// The module is also read by who starts the thread, which may be in one itself.
if (parentPort && workerData?.file === judgingWorkerFile) {
  const port = parentPort;
  const tell = (message: JudgingAnswer) => port.postMessage(message);
  const texts = new ReadTexts();
  let arrived: ((texts: StoredTexts) => void) | undefined;
  const load: LoadTexts = wanted =>
    new Promise(resolve => {
      arrived = resolve;
      tell({ wanted });
    });
  port.on('message', async (message: JudgingMessage) => {
    if ('texts' in message) {
      arrived?.(message.texts);
    } else {
      tell(await answer(texts, message, load));
    }
  });
  tell('ready');
}
