import { PushedEvidence } from '@tieline/plugin-integrations-common/governance';
import { LineCounter, parseDocument } from 'yaml';
import { CannotJudgeError } from '../CannotJudgeError';
import { decodeText, readTextFile, shownPath } from '../files/readTextFile';
import { Terminal } from '../Terminal';
import { Dependencies, GivenPiece } from './EvidenceOptions';

const LISTS: ReadonlyArray<keyof PushedEvidence> = [
  'testResults',
  'deployments',
  'dependencies',
  'faultTests',
  'facts',
];

/** Aliases of a YAML text may make it so many times larger. */
const MAX_ALIASES = 100;

/**
 * Reads a whole push from a file or, with `-`, from standard input. The portal knows the fields
 * of each entry; here only the lists are looked at.
 *
 * @throws CannotJudgeError where it can't be read, or has no evidence in it
 */
export async function readEvidenceFile(
  path: string,
  terminal: Terminal,
): Promise<GivenPiece[]> {
  const isInput = path === '-';
  const file = isInput ? 'standard input' : shownPath(terminal.cwd, path);
  const text = isInput
    ? decodeText(await terminal.input(), file)
    : readTextFile(terminal.cwd, path);
  const content = parseContent(text, file);
  const fail = (message: string) =>
    new CannotJudgeError(message, {
      advice: `Write lists of ${LISTS.join(', ')}, as the portal's API takes them.`,
      place: { file },
    });
  if (!isRecord(content)) {
    throw fail('There is no evidence in it.');
  }
  const pieces: GivenPiece[] = [];
  for (const [name, items] of Object.entries(content)) {
    const list = LISTS.find(known => known === name);
    if (!list) {
      throw fail(`There is no evidence called ${name}.`);
    }
    if (!Array.isArray(items) || !items.every(isRecord)) {
      throw fail(`${name} is no list of entries.`);
    }
    items.forEach((item, index) =>
      pieces.push({
        list,
        item,
        origin: `${file}, ${name}[${index}]`,
      } as GivenPiece),
    );
  }
  if (pieces.length === 0) {
    throw fail('There is no evidence in it.');
  }
  return pieces;
}

/**
 * Reads what a scan of dependencies found.
 *
 * @throws CannotJudgeError where it can't be read, or has another shape
 */
export function readDependencies(cwd: string, path: string): Dependencies {
  const file = shownPath(cwd, path);
  const content = parseContent(readTextFile(cwd, path), file);
  if (
    isRecord(content) &&
    Number.isInteger(content.checked) &&
    Array.isArray(content.pastEndOfLife) &&
    content.pastEndOfLife.every(
      one => isRecord(one) && typeof one.name === 'string',
    )
  ) {
    return content as Dependencies;
  }
  throw new CannotJudgeError('This is no report of dependencies.', {
    advice:
      'Write {"checked": 214, "pastEndOfLife": [{"name": "log-lib", "version": "1.2", "endOfLife": "2026-06-30"}]}; the list is empty where all are maintained.',
    place: { file },
  });
}

function parseContent(text: string, file: string): unknown {
  const lines = new LineCounter();
  const document = parseDocument(text, {
    lineCounter: lines,
    prettyErrors: false,
  });
  const [error] = document.errors;
  if (error) {
    const { line, col } = lines.linePos(error.pos[0]);
    throw new CannotJudgeError(`${error.message.replace(/\.*$/, '')}.`, {
      advice: 'Write it as JSON or YAML.',
      place: { file, line, column: col },
    });
  }
  try {
    return document.toJS({ maxAliasCount: MAX_ALIASES });
  } catch (cause) {
    throw new CannotJudgeError(`${(cause as Error).message}.`, {
      advice: 'Write out what its aliases stand for.',
      place: { file },
    });
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
