import { InputError } from '@backstage/errors';
import { JsonObject } from '@backstage/types';
import { Question } from '@tieline/plugin-integrations-common/governance';
import { IntegrationCheck } from '@tieline/plugin-integrations-node/checks';
import { Document, LineCounter, parseDocument } from 'yaml';
import { ChecklistFile, ChecklistItem } from '../Checklist';
import { findConditionProblems } from '../conditions/Condition';
import { stableJson } from '../stableJson';
import {
  ChecklistText,
  checklistTextSchema,
  ItemText,
  requiredOfChecks,
  requiredOfQuestions,
} from './checklistTextSchema';
import { FieldPath, lineOf, printPath } from './fieldPath';

/** What a text may build on. */
export interface ChecklistBase {
  /** The checklist that ships. */
  shipped: ChecklistFile;
  /** What the package evaluates in code. */
  shippedIds: ReadonlySet<string>;
  /** What modules evaluate, by id. */
  modules: ReadonlyMap<string, IntegrationCheck>;
}

/** Says what is wrong, and where. */
type Refuse = (path: FieldPath, message: string) => never;

/**
 * Reads a checklist as somebody sends it: YAML or JSON.
 *
 * @throws InputError naming field and line
 */
export function readChecklistText(
  text: string,
  base: ChecklistBase,
): ChecklistFile {
  const lines = new LineCounter();
  let document: Document.Parsed;
  let value: unknown;
  try {
    document = parseDocument(text, { lineCounter: lines });
    if (document.errors.length > 0) {
      throw document.errors[0];
    }
    value = document.toJS({ maxAliasCount: 100 });
  } catch (error) {
    throw new InputError(
      `text is neither YAML nor JSON: ${(error as Error).message.split('\n')[0]}`,
    );
  }
  return readChecklistValue(value, base, path => lineOf(document, lines, path));
}

/**
 * Reads a checklist that is parsed already, as it stands in the configuration.
 *
 * @param lineAt - the line of a field, where there is one
 * @throws InputError naming the field
 */
export function readChecklistValue(
  value: unknown,
  base: ChecklistBase,
  lineAt: (path: FieldPath) => number | undefined = () => undefined,
): ChecklistFile {
  const refuse: Refuse = (path, message) => {
    const line = lineAt(path);
    const where = line === undefined ? '' : ` (line ${line})`;
    throw new InputError(`${printPath(path)}${where}: ${message}`);
  };
  const parsed = checklistTextSchema.safeParse(value);
  if (!parsed.success) {
    const { path, message } = parsed.error.issues[0];
    return refuse(path as FieldPath, message);
  }
  const given = parsed.data;
  const start =
    given.extends === 'none'
      ? { questions: [], checks: [] }
      : { questions: base.shipped.questions, checks: base.shipped.checks };
  const questions = readQuestions(given, start.questions, refuse);
  const checks = readChecks(given, start.checks, questions, base, refuse);
  const open = questions.findIndex(
    ({ id }) => !checks.some(({ question }) => question === id),
  );
  if (open >= 0) {
    const { id } = questions[open];
    const place = (given.questions ?? []).findIndex(own => own.id === id);
    refuse(
      place >= 0 ? ['questions', place] : ['questions'],
      `no check answers the question ${id}; add one, or remove the question with enabled: false`,
    );
  }
  if (checks.length === 0) {
    refuse(['checks'], 'there is no check left');
  }
  return { version: given.version, questions, checks };
}

function readQuestions(
  given: ChecklistText,
  before: readonly Question[],
  refuse: Refuse,
): Question[] {
  const questions = new Map(before.map(question => [question.id, question]));
  (given.questions ?? []).forEach((own, index) => {
    const at = ['questions', index];
    const { enabled, ...properties } = own;
    refuseTwice(given.questions!, index, at, refuse);
    const known = questions.get(own.id);
    if (enabled === false) {
      if (!known) {
        refuse([...at, 'id'], `there is no question ${own.id} to remove`);
      }
      questions.delete(own.id);
      return;
    }
    const number = Math.max(0, ...[...questions.values()].map(q => q.number));
    const merged = { number: number + 1, ...known, ...properties };
    refuseIncomplete(merged, requiredOfQuestions, at, refuse);
    questions.set(own.id, merged as Question);
  });
  const all = [...questions.values()];
  const twice = all.find(({ number, id }) =>
    all.some(other => other.id !== id && other.number === number),
  );
  if (twice) {
    refuse(['questions'], `the number ${twice.number} is there twice`);
  }
  return all.sort((left, right) => left.number - right.number);
}

function readChecks(
  given: ChecklistText,
  before: readonly ChecklistItem[],
  questions: readonly Question[],
  base: ChecklistBase,
  refuse: Refuse,
): ChecklistItem[] {
  const checks = new Map<string, ChecklistItem>(
    before.map(item => [item.id, { ...item, origin: 'shipped' }]),
  );
  (given.checks ?? []).forEach((own, index) => {
    const at = ['checks', index];
    refuseTwice(given.checks!, index, at, refuse);
    const { enabled, ...properties } = own;
    const known = checks.get(own.id);
    if (enabled === false) {
      if (!known) {
        refuse([...at, 'id'], `there is no check ${own.id} to remove`);
      }
      checks.delete(own.id);
      return;
    }
    refuseConditions(own, at, refuse);
    const { evaluate: _evaluate, ...offered } = base.modules.get(own.id) ?? {};
    const shipped = base.shipped.checks.find(({ id }) => id === own.id);
    const merged = { ...offered, ...(known ?? shipped), ...properties };
    const isShipped = base.shippedIds.has(own.id);
    const isModule = base.modules.has(own.id);
    if (!isShipped && !isModule && merged.condition === undefined) {
      refuse(
        at,
        `nothing evaluates the check ${own.id}: give it a condition, or install the module that provides it`,
      );
    }
    refuseIncomplete(merged, requiredOfChecks, at, refuse);
    const item = {
      ...merged,
      origin: originOf(merged, shipped, isModule),
    } as ChecklistItem;
    checks.set(own.id, item);
  });
  const all = [...checks.values()];
  for (const { id, question } of all) {
    if (!questions.some(known => known.id === question)) {
      const index = (given.checks ?? []).findIndex(own => own.id === id);
      refuse(
        index >= 0 ? ['checks', index, 'question'] : ['checks'],
        `the check ${id} is for the question ${question}, which there is not; there are ${questions.map(known => known.id).join(', ')}`,
      );
    }
  }
  return all;
}

function originOf(
  merged: JsonObject | object,
  shipped: ChecklistItem | undefined,
  isModule: boolean,
): ChecklistItem['origin'] {
  if (shipped) {
    const { origin: _origin, ...rest } = merged as ChecklistItem;
    const { origin: _own, ...own } = shipped;
    return stableJson(rest) === stableJson(own) ? 'shipped' : 'changed';
  }
  return isModule && !('condition' in merged) ? 'module' : 'condition';
}

function refuseConditions(own: ItemText, at: FieldPath, refuse: Refuse): void {
  for (const name of ['condition', 'when'] as const) {
    if (own[name] !== undefined) {
      const [problem] = findConditionProblems(own[name]);
      if (problem) {
        refuse([...at, name, ...problem.path], problem.message);
      }
    }
  }
  if (own.evidence && own.condition === undefined) {
    refuse([...at, 'evidence'], 'goes with a condition, and there is none');
  }
}

function refuseTwice(
  items: ReadonlyArray<{ id: string }>,
  index: number,
  at: FieldPath,
  refuse: Refuse,
): void {
  const { id } = items[index];
  if (items.findIndex(item => item.id === id) < index) {
    refuse([...at, 'id'], `${id} is there twice`);
  }
}

function refuseIncomplete(
  merged: object,
  required: readonly string[],
  at: FieldPath,
  refuse: Refuse,
): void {
  const missing = required.find(
    name => (merged as Record<string, unknown>)[name] === undefined,
  );
  if (missing) {
    refuse([...at, missing], 'is missing, and what is new needs it');
  }
}
