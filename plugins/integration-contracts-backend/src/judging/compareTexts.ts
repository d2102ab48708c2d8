import { ContractChange } from '@tieline/plugin-integrations-common/contracts';
import { listChanges } from '../compatibility/listChanges';
import { Comparison } from './Judge';
import { judgeTexts, read, Reading } from './judgeTexts';

/**
 * What is different between the last of the history and the next text.
 *
 * @throws ContractTextError, InputError and TooComplexError as reading and comparing do
 */
export async function compareTexts(reading: Reading): Promise<Comparison> {
  const { history } = reading.request;
  const judgement = await judgeTexts(reading);
  const { text: older } = await read(reading, history[history.length - 1]);
  const newer = reading.next.text;
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
