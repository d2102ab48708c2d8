import {
  Criticality,
  EvidenceGrade,
  Interaction,
  Lifecycle,
} from '@tieline/plugin-integrations-common';
import { CheckFunction } from './finding';

/** What to do, and where. @public */
export interface CheckStep {
  text: string;
  /** `{file}`, `{integration}`, `{health}`, `{scorecard}`, `{contracts}`, `{reviews}`, `{decide}` and `{owner}` stand for addresses. */
  href?: string;
  /** What to run in a pipeline. `{ref}` stands for the integration. */
  command?: string;
}

/**
 * What a check is, apart from how it is evaluated. A checklist that names the
 * check may say otherwise for each property.
 *
 * @public
 */
export interface CheckProperties {
  /** The id of the question that it helps to answer. */
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
  nextStep?: CheckStep;
  /** What to do where it is stated, and has to be shown. */
  proof?: CheckStep;
}

/**
 * A check in code. It counts once a version of the checklist that names its id
 * is activated.
 *
 * @public
 */
export interface IntegrationCheck extends CheckProperties {
  /** Small letters, digits and dashes; at most 64. No other check may have it. */
  id: string;
  /** Evidence in, finding out. Grade and age of the evidence are looked at afterwards. */
  evaluate: CheckFunction;
}
