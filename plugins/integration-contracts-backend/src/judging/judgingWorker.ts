import { InputError } from '@backstage/errors';
import { parentPort, workerData } from 'worker_threads';
import { TooComplexError } from '../formats/jsonSchema/Budget';
import { ContractText } from '../text/ContractText';
import { ContractTextError } from '../text/ContractTextError';
import { compareTexts } from './compareTexts';
import { JudgingQuestion } from './Judge';
import { judgeTexts } from './judgeTexts';
import { ReadTexts, recogniseFormat } from './ReadTexts';

/** What a thread answers, once it is ready; `refusal` is for whoever sent the text. */
export type JudgingAnswer =
  'ready' | { answer: unknown } | { refusal: string } | { failure: string };

/** Where a thread starts. */
export const judgingWorkerFile = __filename;

function answer(texts: ReadTexts, question: JudgingQuestion): JudgingAnswer {
  try {
    switch (question.ask) {
      case 'recognise':
        return { answer: recogniseFormat(new ContractText(question.text))?.id };
      case 'read':
        return { answer: texts.describe(question.given) };
      case 'judge':
        return { answer: judgeTexts(texts, question.request) };
      default:
        return { answer: compareTexts(texts, question.request) };
    }
  } catch (error) {
    return toFailure(error);
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
  const texts = new ReadTexts();
  port.on('message', (question: JudgingQuestion) =>
    port.postMessage(answer(texts, question)),
  );
  port.postMessage('ready' satisfies JudgingAnswer);
}
