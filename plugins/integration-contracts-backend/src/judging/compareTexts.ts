import { ContractChange } from '@tieline/plugin-integrations-common/contracts';
import { listChanges } from '../compatibility/listChanges';
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
  const judgement = judgeTexts(texts, request);
  const older = texts.get(request.history[request.history.length - 1]).text;
  const newer = texts.get(request.next).text;
  const { changes, totalChanges } = listChanges(
    older.content,
    newer.content,
    judgement.violations,
  );
  const placed = changes.map((change): ContractChange => {
    const { oldPointer, newPointer } = change;
    return {
      ...change,
      ...(oldPointer !== undefined && { oldPlace: older.locate(oldPointer) }),
      ...(newPointer !== undefined && { newPlace: newer.locate(newPointer) }),
    };
  });
  return { judgement, changes: placed, totalChanges };
}
