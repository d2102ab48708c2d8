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

/** A piece on its way in. */
export interface NewPiece extends Omit<
  EvidencePiece,
  'id' | 'receivedAt' | 'supersededAt'
> {
  /** What makes it the same when it is sent again. */
  senderKey: string;
  /** Why no check looks at it, for what is kept as history only. */
  countsNotBecause?: string;
}

/** What {@link NewPiece} became. */
export interface TakenPiece {
  id: string;
  piece: NewPiece;
  /** False where it was known already. */
  isNew: boolean;
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
