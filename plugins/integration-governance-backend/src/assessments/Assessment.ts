import {
  AssessmentState,
  CheckOutcome,
  Question,
  Score,
} from '@tieline/plugin-integrations-common/governance';
import { IntegrationFacets } from '@tieline/plugin-integrations-common/telemetry';
import { Checklist, ChecklistItem } from '../checklist/Checklist';

/** What an assessment keeps of the checklist that it was judged by. */
export interface FrozenChecklist {
  version: string;
  questions: Question[];
  checks: Array<
    Pick<ChecklistItem, 'id' | 'question' | 'title' | 'weight'> & {
      /** What to do about it, in words. */
      steps: string[];
    }
  >;
}

/** An integration as an assessment found it. */
export interface FrozenIntegration {
  integration: IntegrationFacets;
  score: Score;
  outcomes: FrozenOutcome[];
  /** As telemetry told it then. */
  throughputPerMinute?: number;
}

/** A check's outcome of then, in the checklist's order. */
export type FrozenOutcome = Omit<CheckOutcome, 'since'>;

/** An assessment, as it is stored. */
export interface StoredAssessment {
  id: string;
  title: string;
  note?: string;
  state: AssessmentState;
  /** Why it failed. */
  because?: string;
  startedAt: string;
  startedBy: string;
  frozenAt?: string;
  checklist: FrozenChecklist;
  /** Integrations to evaluate, and those that are frozen. */
  total: number;
  done: number;
}

export function freezeChecklist(checklist: Checklist): FrozenChecklist {
  return {
    version: checklist.version,
    questions: [...checklist.questions],
    checks: checklist.items.map(
      ({ id, question, title, weight, nextStep, proof }) => ({
        id,
        question,
        title,
        weight,
        steps: [nextStep, proof].flatMap(step => (step ? [step.text] : [])),
      }),
    ),
  };
}
