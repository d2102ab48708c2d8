import {
  ContractFormat,
  contractFormats,
  Judge,
  Judgement,
  JUDGING_LIMITS,
  JudgingThreads,
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
 * Judges texts without a portal, in a thread that is bounded as the portal's
 * are: what a merge request brings may be hostile here as well.
 */
export class TextJudge {
  readonly #judge: Judge;

  private constructor(judge: Judge) {
    this.#judge = judge;
  }

  /**
   * Lends a judge to the work, and ends its thread afterwards.
   *
   * @param timeLimitMs - for one text; the portal's usual limit where it is missing
   */
  static async lend<T>(
    timeLimitMs: number | undefined,
    work: (judge: TextJudge) => Promise<T>,
  ): Promise<T> {
    const threads = new JudgingThreads({
      ...JUDGING_LIMITS,
      ...(timeLimitMs !== undefined && { timeLimitMs }),
      size: 1,
    });
    try {
      return await work(new TextJudge(threads));
    } finally {
      await threads.stop();
    }
  }

  /**
   * Judges whether the newer text may follow the older one.
   *
   * @throws CannotJudgeError where one of them is no contract, or they are of two formats
   */
  async judge(
    older: PlacedText,
    newer: PlacedText,
    options: JudgeOptions,
  ): Promise<Subject> {
    const { mode, policy } = options;
    const earlierFormat = await this.#formatOf(older, options.format);
    const format = await this.#formatOf(newer, options.format);
    if (format !== earlierFormat) {
      throw new CannotJudgeError(
        `${printPlace(older.place)} is ${earlierFormat.title}, ${printPlace(newer.place)} is ${format.title}: they can not be compared.`,
        {
          advice: 'Compare texts of one format, or say it with --format-of.',
          place: newer.place,
        },
      );
    }
    const { id } = format;
    await attempt(older, () =>
      this.#judge.read({ text: older.text, format: id }),
    );
    const judgement = await attempt(newer, () =>
      this.#judge.judge({
        next: { text: newer.text, format: id },
        mode,
        policy,
        history: [
          { version: printPlace(older.place), format: id, text: older.text },
        ],
      }),
    );
    return subjectOf(judgement, older, newer);
  }

  /**
   * The title of the text's format, and that it can be read as one.
   *
   * @throws CannotJudgeError
   */
  async readContract(placed: PlacedText, format?: string): Promise<string> {
    const { id, title } = await this.#formatOf(placed, format);
    await attempt(placed, () =>
      this.#judge.read({ text: placed.text, format: id }),
    );
    return title;
  }

  /** Whether some format takes the text for one of its own. */
  async recognise({
    text,
  }: PlacedText): Promise<'contract' | 'other' | 'unreadable'> {
    try {
      return (await this.#judge.recognise(text)) ? 'contract' : 'other';
    } catch (error) {
      if (isRefusal(error)) {
        return 'unreadable';
      }
      throw error;
    }
  }

  async #formatOf(
    placed: PlacedText,
    asked: string | undefined,
  ): Promise<ContractFormat> {
    const id =
      asked ??
      (await attempt(placed, () => this.#judge.recognise(placed.text)));
    const formats = [...contractFormats.values()];
    const found = formats.find(format => format.id === id);
    if (!found) {
      const { place } = placed;
      const known = formats.map(format => format.title).join(', ');
      throw new CannotJudgeError(
        asked
          ? `The format ${asked} can not be judged here.`
          : `${printPlace(place)} is of no format that is known (${known}).`,
        {
          advice: `Say with --format-of which of them it is: ${formats.map(format => format.id).join(', ')}.`,
          place,
        },
      );
    }
    return found;
  }
}

/** What is refused is the text's fault, or beyond the bounds. */
function isRefusal(error: unknown): error is Error {
  return (error as Error).name === 'InputError';
}

/** A refusal with the file that it is about. */
async function attempt<T>(
  { place }: PlacedText,
  work: () => Promise<T>,
): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!isRefusal(error)) {
      throw error;
    }
    const name = printPlace(place);
    const [, line, column, problem] =
      /^Line (\d+), column (\d+): (.*)$/s.exec(error.message) ?? [];
    if (line) {
      throw new CannotJudgeError(`${name} can not be read: ${problem}`, {
        advice: 'Mend the text.',
        place: { ...place, line: Number(line), column: Number(column) },
      });
    }
    throw new CannotJudgeError(`${name} can not be judged: ${error.message}`, {
      advice:
        'Make it simpler in this way, and run this again; --time-limit gives it more time.',
      place,
    });
  }
}

function subjectOf(
  { compatible, format, mode, policy, violations }: Judgement,
  older: PlacedText,
  newer: PlacedText,
): Subject {
  const findings = violations.map(
    ({ ruleId, severity, message, advice, ...found }): Finding => ({
      ruleId,
      level: severity,
      message,
      advice,
      place: { ...newer.place, ...found.newPlace },
      pointer: found.newPointer,
      earlier: {
        ...older.place,
        ...found.oldPlace,
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
    judged: { format, mode, policy, comparedWith: [printPlace(older.place)] },
  };
}
