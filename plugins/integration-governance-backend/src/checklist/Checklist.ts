import { resolvePackagePath } from '@backstage/backend-plugin-api';
import {
  Criticality,
  EvidenceGrade,
  Interaction,
  Lifecycle,
} from '@tieline/plugin-integrations-common';
import {
  CheckDefinition,
  Question,
  Checklist as WireChecklist,
} from '@tieline/plugin-integrations-common/governance';
import { readFile } from 'node:fs/promises';
import { parse } from 'yaml';
import { checkFunctions } from './checkFunctions';

/** The checklist that ships with the package. */
const SHIPPED_VERSION = '2026-11';

/** A check as the checklist's file has it. */
export interface ChecklistItem {
  id: string;
  question: string;
  title: string;
  /** What it tests, in one sentence. */
  tests: string;
  /** The weakest evidence that makes a pass. */
  needs: EvidenceGrade;
  needsWhenCritical?: EvidenceGrade;
  /** For how long evidence that is no statement in the catalog is good. */
  shelfLifeDays: number;
  /** How much a failure of it counts when pain points are compared. */
  weight: number;
  /** Whether it is one of the few that matter for low criticality too. */
  low?: boolean;
  /** Whether a person may state it where nothing else shows it. */
  attestable?: boolean;
  /** Only for these; for all where it is missing. */
  interactions?: Interaction[];
  criticalities?: Criticality[];
  lifecycles?: Lifecycle[];
  nextStep?: ChecklistStep;
  /** What to do where it is stated, and has to be shown. */
  proof?: ChecklistStep;
}

/** What to do, and where. */
export interface ChecklistStep {
  text: string;
  /** `{file}`, `{integration}`, `{health}`, `{scorecard}`, `{contracts}` and `{owner}` stand for addresses. */
  href?: string;
  /** What to run in a pipeline. `{ref}` stands for the integration. */
  command?: string;
}

interface ChecklistFile {
  version: string;
  questions: Question[];
  checks: ChecklistItem[];
}

/** The eight questions and the checks that answer them. */
export class Checklist {
  readonly version: string;
  readonly questions: readonly Question[];
  readonly items: readonly ChecklistItem[];
  readonly questionIds: string[];

  /** Reads the checklist that ships with the package. */
  static async readShipped(): Promise<Checklist> {
    const path = resolvePackagePath(
      '@tieline/plugin-integration-governance-backend',
      `checklist/${SHIPPED_VERSION}.yaml`,
    );
    return new Checklist(parse(await readFile(path, 'utf8')));
  }

  /** @throws Error where a check has no question, no function, or an id that is taken */
  constructor(file: ChecklistFile) {
    this.version = file.version;
    this.questions = file.questions;
    this.items = file.checks;
    this.questionIds = file.questions.map(question => question.id);
    const seen = new Set<string>();
    for (const { id, question } of file.checks) {
      if (seen.has(id)) {
        throw new Error(`The checklist has the check ${id} twice`);
      }
      seen.add(id);
      if (!this.questionIds.includes(question)) {
        throw new Error(
          `The check ${id} is for no known question: ${question}`,
        );
      }
      if (!checkFunctions[id]) {
        throw new Error(`Nothing evaluates the check ${id}`);
      }
    }
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
      })),
    };
  }
}

function applicabilityInWords(item: ChecklistItem): string | undefined {
  const parts = [
    item.interactions && `interaction ${item.interactions.join(' or ')}`,
    item.criticalities && `criticality ${item.criticalities.join(' or ')}`,
    !item.criticalities && !item.low && 'every criticality but low',
    item.lifecycles && `lifecycle ${item.lifecycles.join(' or ')}`,
  ].filter(part => typeof part === 'string');
  return parts.length > 0 ? parts.join(', ') : undefined;
}
