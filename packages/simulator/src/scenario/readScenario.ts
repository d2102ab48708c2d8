import { InputError } from '@backstage/errors';
import { readFile } from 'node:fs/promises';
import { parse } from 'yaml';
import { core } from 'zod';
import { Scenario, scenarioSchema } from './Scenario';

/**
 * Reads a scenario file.
 *
 * @throws InputError naming the file, the field's path and what is wrong there
 */
export async function readScenario(file: string): Promise<Scenario> {
  const text = await readFile(file, 'utf8');
  let content: unknown;
  try {
    content = parse(text, { merge: true });
  } catch (error) {
    throw new InputError(`${file} is no YAML`, error);
  }
  try {
    return parseScenario(content);
  } catch (error) {
    throw new InputError(`${file} is no scenario`, error);
  }
}

/**
 * Checks a scenario and fills in what has a default.
 *
 * @throws InputError with one line for each mistake: path and what is wrong there
 */
export function parseScenario(content: unknown): Scenario {
  const result = scenarioSchema.safeParse(content);
  const mistakes = result.success
    ? findContradictions(result.data)
    : result.error.issues.map(describe);
  if (!result.success || mistakes.length) {
    throw new InputError(mistakes.join('\n'));
  }
  return result.data;
}

function describe(issue: core.$ZodIssue): string {
  return `${print(issue.path)}: ${issue.message}`;
}

function print(path: readonly PropertyKey[]): string {
  return path.reduce<string>((text, step) => {
    if (typeof step === 'number') {
      return `${text}[${step}]`;
    }
    return text ? `${text}.${String(step)}` : String(step);
  }, '');
}

/** What no field has wrong by itself. */
function findContradictions(scenario: Scenario): string[] {
  const mistakes: string[] = [];
  const names = new Set<string>();
  for (const [index, { name }] of [
    ...scenario.flows,
    ...scenario.jobs,
  ].entries()) {
    const path =
      index < scenario.flows.length
        ? `flows[${index}].name`
        : `jobs[${index - scenario.flows.length}].name`;
    if (names.has(name)) {
      mistakes.push(`${path}: '${name}' is the name of another flow or job`);
    }
    names.add(name);
  }
  scenario.reconciliations.forEach(({ flow }, index) => {
    if (!scenario.flows.some(({ name }) => name === flow)) {
      mistakes.push(
        `reconciliations[${index}].flow: there is no flow '${flow}'`,
      );
    }
  });
  scenario.flows.forEach((flow, index) => {
    const path = `flows[${index}]`;
    if (flow.shape !== 'flat' && !scenario.shapes[flow.shape]) {
      mistakes.push(`${path}.shape: there is no shape '${flow.shape}'`);
    }
    if (flow.protocol === 'messaging') {
      return;
    }
    if (!flow.from && flow.reportedBy.includes('client')) {
      mistakes.push(`${path}.reportedBy: a client that reports needs 'from'`);
    }
    flow.operations.forEach((operation, position) => {
      const needed = flow.protocol === 'http' ? 'route' : 'rpcMethod';
      if (!operation[needed]) {
        mistakes.push(`${path}.operations[${position}].${needed}: Required`);
      }
    });
  });
  return mistakes;
}
