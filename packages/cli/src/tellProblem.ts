import { Problem } from './CannotJudgeError';
import { flat, printPlace } from './report/words';
import { Terminal } from './Terminal';

/** Says on standard error what could not be judged, where, and the way out. */
export function tellProblem(
  { message, advice, place }: Problem,
  terminal: Terminal,
): void {
  const where = place?.file ? `${printPlace(place)}: ` : '';
  terminal.tell(
    `tieline: ${flat(`${where}${message}`)}\n  What to do: ${flat(advice)}\n`,
  );
}
