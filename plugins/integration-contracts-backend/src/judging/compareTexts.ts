import { Comparison, JudgementRequest } from './Judge';
import { judgeTexts } from './judgeTexts';
import { ReadTexts } from './ReadTexts';

/**
 * What is different between the last of the history and the next text.
 *
 * @throws ContractTextError, InputError and TooComplexError as reading and comparing do
 */
export function compareTexts(
  texts: ReadTexts,
  request: JudgementRequest,
): Comparison {
  return { judgement: judgeTexts(texts, request), changes: [] };
}
