import { stringifyEntityRef } from '@backstage/catalog-model';
import { Document, isMap, isNode, LineCounter, parseAllDocuments } from 'yaml';
import { CannotJudgeError } from '../CannotJudgeError';
import { Finding, Place } from '../report/Report';
import { lintEntity } from './lintEntity';
import { LintFinding } from './LintFinding';
import { lintRules } from './lintRules';

/** An integration with where its name stands. */
export interface FoundIntegration {
  /** Its full reference, in lower case. */
  ref: string;
  place: Place;
}

/** Aliases of a YAML text may make it so many times larger. */
const MAX_ALIASES = 1_000;

/**
 * Lints the Integration entities among the documents of a YAML text; other entities are left alone.
 *
 * @throws CannotJudgeError where the text is no YAML, with the place
 */
export function lintText(
  text: string,
  file: string,
): { integrations: FoundIntegration[]; findings: Finding[] } {
  const lines = new LineCounter();
  const documents = parseAllDocuments(text, {
    lineCounter: lines,
    merge: true,
    prettyErrors: false,
  });
  const integrations: FoundIntegration[] = [];
  const findings: Finding[] = [];
  for (const document of documents) {
    const [error] = document.errors;
    // Folders have other YAML too, and templates of YAML: only what means to be an Integration has to be read.
    if (error && /^\s*["']?kind["']?\s*:\s*["']?Integration\b/im.test(text)) {
      const { line, col } = lines.linePos(error.pos[0]);
      throw new CannotJudgeError(`${error.message.replace(/\.*$/, '')}.`, {
        advice: 'Write it as YAML 1.2.',
        place: { file, line, column: col },
      });
    }
    const entity = error ? undefined : contentOf(document, file);
    if (isIntegration(entity)) {
      const place = (path: LintFinding['path']): Place => ({
        file,
        ...placeIn(document, path, lines),
      });
      findings.push(
        ...lintEntity(entity).map(
          ({ ruleId, level, message, path }): Finding => ({
            ruleId,
            level,
            message,
            advice: lintRules[ruleId].help,
            place: place(path),
            pointer: printPath(path),
          }),
        ),
      );
      integrations.push({
        ref: refOf(entity),
        place: place(['metadata', 'name']),
      });
    }
  }
  return { integrations, findings };
}

function contentOf(document: Document, file: string): unknown {
  try {
    return document.toJS({ maxAliasCount: MAX_ALIASES });
  } catch (cause) {
    throw new CannotJudgeError(`${(cause as Error).message}.`, {
      advice: 'Write out what its aliases stand for.',
      place: { file, line: 1, column: 1 },
    });
  }
}

function isIntegration(value: unknown): value is Record<string, unknown> {
  return (
    typeof value === 'object' &&
    value !== null &&
    'kind' in value &&
    String(value.kind).toLocaleLowerCase('en-US') === 'integration'
  );
}

function refOf({ metadata }: Record<string, unknown>): string {
  const { name, namespace } = (metadata ?? {}) as Record<string, unknown>;
  return stringifyEntityRef({
    kind: 'integration',
    namespace: String(namespace ?? 'default'),
    name: String(name ?? ''),
  });
}

/** Of a field its key; of what is missing, what it would stand in. */
function placeIn(
  document: Document,
  path: LintFinding['path'],
  lines: LineCounter,
): { line: number; column: number } {
  for (let length = path.length; length > 0; length -= 1) {
    const last = path[length - 1];
    const parent = document.getIn(path.slice(0, length - 1), true);
    const key = isMap(parent)
      ? parent.items.find(({ key: node }) => keyText(node) === String(last))
          ?.key
      : undefined;
    const node = key ?? document.getIn(path.slice(0, length), true);
    if (isNode(node) && node.range) {
      const { line, col } = lines.linePos(node.range[0]);
      return { line, column: col };
    }
  }
  const start = document.contents?.range?.[0] ?? 0;
  const { line, col } = lines.linePos(start);
  return { line, column: col };
}

function keyText(node: unknown): string {
  return String(
    typeof node === 'object' && node !== null && 'value' in node
      ? node.value
      : node,
  );
}

function printPath(path: LintFinding['path']): string {
  return path
    .map(step => (typeof step === 'number' ? `[${step}]` : `.${step}`))
    .join('')
    .slice(1);
}
