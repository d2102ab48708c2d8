import {
  ContractFormat,
  contractFormats,
  ContractText,
  judge,
  Verdict,
} from '@tieline/plugin-integration-contracts-backend/judgement';
import {
  CompatibilityMode,
  CompatibilityPolicy,
} from '@tieline/plugin-integrations-common';
import { CannotJudgeError } from '../CannotJudgeError';
import { Finding, Place, Subject } from '../report/Report';
import { printPlace } from '../report/words';

/** How texts are judged where no portal says it. */
export interface JudgeOptions {
  mode: CompatibilityMode;
  policy: CompatibilityPolicy;
  /** The format's id; what the texts show where it is missing. */
  format?: string;
}

/** A contract's text with where it is. */
export interface PlacedText {
  text: string;
  /** File and revision, without a line. */
  place: Place;
}

/**
 * Judges whether the newer text may follow the older one.
 *
 * @throws CannotJudgeError where one of them is no contract, or they are of two formats
 */
export function judgeTexts(
  older: PlacedText,
  newer: PlacedText,
  options: JudgeOptions,
): Subject {
  const { mode, policy } = options;
  const before = readAt(older);
  const after = readAt(newer);
  const format = formatOf(newer, after, options.format);
  const earlierFormat = formatOf(older, before, options.format);
  if (format !== earlierFormat) {
    throw new CannotJudgeError(
      `${printPlace(older.place)} is ${earlierFormat.title}, ${printPlace(newer.place)} is ${format.title}: they can not be compared.`,
      {
        advice: 'Compare texts of one format, or say it with --format-of.',
        place: newer.place,
      },
    );
  }
  const version = printPlace(older.place);
  const content = attempt(older, () => format.read(before));
  const next = attempt(newer, () => format.read(after));
  const verdict = attempt(newer, () =>
    judge(format.compare, mode, policy, [{ version, content }], next),
  );
  return subjectOf(verdict, format, { older, before, newer, after });
}

/** The text's format, and that it can be read as one. @throws CannotJudgeError */
export function readContract(placed: PlacedText, format?: string): string {
  const text = readAt(placed);
  const found = formatOf(placed, text, format);
  attempt(placed, () => found.read(text));
  return found.title;
}

/** Whether some format takes the text for one of its own. */
export function recognise({
  text,
}: PlacedText): 'contract' | 'other' | 'unreadable' {
  try {
    const { content } = new ContractText(text);
    const isOne = [...contractFormats.values()].some(format =>
      format.recognises(content),
    );
    return isOne ? 'contract' : 'other';
  } catch {
    return 'unreadable';
  }
}

function readAt(placed: PlacedText): ContractText {
  const text = new ContractText(placed.text);
  attempt(placed, () => text.content);
  return text;
}

function formatOf(
  { place }: PlacedText,
  text: ContractText,
  id: string | undefined,
): ContractFormat {
  const formats = [...contractFormats.values()];
  const found = formats.find(format =>
    id ? format.id === id : format.recognises(text.content),
  );
  if (!found) {
    const known = formats.map(format => format.title).join(', ');
    throw new CannotJudgeError(
      id
        ? `The format ${id} can not be judged here.`
        : `${printPlace(place)} is of no format that is known (${known}).`,
      {
        advice: `Say with --format-of which of them it is: ${formats.map(format => format.id).join(', ')}.`,
        place,
      },
    );
  }
  return found;
}

/** What formats throw about a text, with the file that it is about. */
function attempt<T>({ place }: PlacedText, work: () => T): T {
  try {
    return work();
  } catch (error) {
    const at = (error as { place?: { line: number; column: number } }).place;
    const name = printPlace(place);
    const { name: kind, message } = error as Error;
    if (kind === 'ContractTextError') {
      const problem = message.replace(/^Line \d+, column \d+: /, '');
      throw new CannotJudgeError(`${name} can not be read: ${problem}`, {
        advice: 'Mend the text.',
        place: { ...place, ...at },
      });
    }
    if (kind === 'TooComplexError') {
      throw new CannotJudgeError(`${name} can not be judged: ${message}`, {
        advice: 'Make it simpler in this way, and run this again.',
        place,
      });
    }
    throw error;
  }
}

function subjectOf(
  { mode, policy, compatible, violations }: Verdict,
  format: ContractFormat,
  texts: {
    older: PlacedText;
    before: ContractText;
    newer: PlacedText;
    after: ContractText;
  },
): Subject {
  const { older, before, newer, after } = texts;
  const findings = violations.map(
    ({ ruleId, severity, message, advice, ...found }): Finding => ({
      ruleId,
      level: severity,
      message,
      advice,
      place: { ...newer.place, ...after.locate(found.newPointer) },
      pointer: found.newPointer,
      earlier: {
        ...older.place,
        ...before.locate(found.oldPointer),
        pointer: found.oldPointer,
      },
      version: found.version,
      direction: found.direction,
    }),
  );
  const verb = compatible ? 'may follow' : 'breaks';
  return {
    name: newer.place.file,
    summary: `${verb} ${printPlace(older.place)} under ${mode}, ${policy}`,
    findings,
    judged: {
      format: format.id,
      mode,
      policy,
      comparedWith: [printPlace(older.place)],
    },
  };
}
