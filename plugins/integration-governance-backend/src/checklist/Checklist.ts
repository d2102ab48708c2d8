import { resolvePackagePath } from '@backstage/backend-plugin-api';
import {
  CheckDefinition,
  Question,
  Checklist as WireChecklist,
} from '@tieline/plugin-integrations-common/governance';
import {
  CheckFunction,
  CheckProperties,
  CheckStep,
} from '@tieline/plugin-integrations-node/checks';
import { readFile } from 'node:fs/promises';
import { parse } from 'yaml';
import { checkFunctions } from './checkFunctions';
import { Condition } from './conditions/Condition';
import { conditionCheck } from './conditions/conditionCheck';
import { unmeasured } from './finding';

/** The checklist that ships with the package. */
const SHIPPED_VERSION = '2026-11';

export type ChecklistStep = CheckStep;

/** A check as the checklist's file has it. */
export interface ChecklistItem extends CheckProperties {
  id: string;
  /** Where it is from; as it ships where it is missing. */
  origin?: CheckDefinition['origin'];
  /** What has to hold, where no code says so. */
  condition?: Condition;
  /** Where it applies, beside interaction, criticality and lifecycle. */
  when?: Condition;
  /** Which evidence a condition shows. */
  evidence?: ConditionEvidence;
}

/** Which of the evidence that a condition looks at is shown, and as what it counts. */
export interface ConditionEvidence {
  /** Paths; all that the condition looks at where it is missing. */
  show?: string[];
  /** At most this grade; not `declared`, which would never age. */
  grade?: CheckProperties['needs'];
}

/** A check with what evaluates it. */
export interface RunnableItem extends ChecklistItem {
  evaluate: CheckFunction;
}

export interface ChecklistFile {
  version: string;
  questions: Question[];
  checks: ChecklistItem[];
}

/** What evaluates checks that are no conditions, by their ids. */
export type CheckFunctions = Readonly<Record<string, CheckFunction>>;

/** The questions, eight as it ships, and the checks that answer them. */
export class Checklist {
  readonly version: string;
  readonly questions: readonly Question[];
  readonly items: readonly RunnableItem[];
  readonly questionIds: string[];

  /** Reads the checklist that ships with the package. */
  static async readShipped(): Promise<Checklist> {
    return new Checklist(parse(await Checklist.readShippedText()));
  }

  /** The file that ships with the package. */
  static readShippedText(): Promise<string> {
    const path = resolvePackagePath(
      '@tieline/plugin-integration-governance-backend',
      `checklist/${SHIPPED_VERSION}.yaml`,
    );
    return readFile(path, 'utf8');
  }

  /**
   * @param functions - of the package and of modules. A check that none of them
   *   and no condition evaluates is unmeasured: the module may be back tomorrow.
   * @throws Error where a check has no question, or an id that is taken
   */
  constructor(file: ChecklistFile, functions: CheckFunctions = checkFunctions) {
    this.version = file.version;
    this.questions = file.questions;
    this.questionIds = file.questions.map(question => question.id);
    const seen = new Set<string>();
    this.items = file.checks.map(item => {
      const { id, question } = item;
      if (seen.has(id)) {
        throw new Error(`The checklist has the check ${id} twice`);
      }
      seen.add(id);
      if (!this.questionIds.includes(question)) {
        throw new Error(
          `The check ${id} is for no known question: ${question}`,
        );
      }
      return { ...item, evaluate: evaluationOf(item, functions) };
    });
  }

  /** As it is kept. */
  toFile(): ChecklistFile {
    return {
      version: this.version,
      questions: [...this.questions],
      checks: this.items.map(({ evaluate: _evaluate, ...item }) => item),
    };
  }

  /** As the API shows it. */
  toWire(): WireChecklist {
    return {
      version: this.version,
      questions: [...this.questions],
      checks: this.items.map((item): CheckDefinition => ({
        id: item.id,
        questionId: item.question,
        title: item.title,
        tests: item.tests,
        needs: item.needs,
        needsWhenCritical: item.needsWhenCritical,
        shelfLifeDays: item.shelfLifeDays,
        weight: item.weight,
        attestable: item.attestable,
        appliesTo: applicabilityInWords(item),
        low: item.low,
        origin: item.origin ?? 'shipped',
        condition: item.condition as CheckDefinition['condition'],
        nextStep: item.nextStep,
      })),
    };
  }
}

function evaluationOf(
  item: ChecklistItem,
  functions: CheckFunctions,
): CheckFunction {
  if (item.condition !== undefined) {
    return conditionCheck(item.condition, item.evidence);
  }
  return Object.hasOwn(functions, item.id)
    ? functions[item.id]
    : () => ({
        ...unmeasured(
          `No module of this installation provides the check ${item.id}.`,
        ),
        // Its owner can't install a module.
        awaitsEvidence: true,
      });
}

function applicabilityInWords(item: ChecklistItem): string | undefined {
  const parts = [
    item.interactions && `interaction ${item.interactions.join(' or ')}`,
    item.criticalities && `criticality ${item.criticalities.join(' or ')}`,
    !item.criticalities && !item.low && 'every criticality but low',
    item.lifecycles && `lifecycle ${item.lifecycles.join(' or ')}`,
    item.when !== undefined && `where ${JSON.stringify(item.when)}`,
  ].filter(part => typeof part === 'string');
  return parts.length > 0 ? parts.join(', ') : undefined;
}
