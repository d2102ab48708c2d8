import { EvidenceGrade } from '@tieline/plugin-integrations-common';
import { EvidenceType } from '@tieline/plugin-integrations-common/governance';

/** What a pipeline or a person told of an integration or a platform. */
export interface EvidencePiece<Facts = Record<string, unknown>> {
  id: string;
  /** Full and in lower case. */
  entityRef: string;
  type: EvidenceType;
  /** A test level, an environment, a control, a fact's name, or a check's id. */
  subject: string;
  /** In words a person can check. */
  value: string;
  grade: EvidenceGrade;
  source: string;
  /** Who attested it; an entity reference. */
  attestedBy?: string;
  /** Where the run can be looked at. */
  href?: string;
  environment?: string;
  /** As it was sent. */
  facts: Facts;
  /** ISO 8601: when it was found. */
  at: string;
  receivedAt: string;
  /** Since when no check looks at it. */
  supersededAt?: string;
}

export interface TestFacts {
  tests: number;
  failed: number;
  skipped: number;
}

export interface DeploymentFacts {
  result: 'succeeded' | 'failed' | 'rolled-back';
  version?: string;
  rollout?: 'all-at-once' | 'canary' | 'flag' | 'blue-green';
  canary?: 'promoted' | 'rolled-back';
}

export interface DependencyFacts {
  checked: number;
  pastEndOfLife: Array<{ name: string; version?: string; endOfLife?: string }>;
}

export interface FaultTestFacts {
  scenario: string;
  passed: boolean;
}

export interface AttestationFacts {
  holds: boolean;
  statement: string;
}

/** What a pipeline pushed under a name of its own. */
export interface CustomFact {
  value: string | number | boolean;
}
