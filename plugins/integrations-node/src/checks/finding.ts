import {
  CheckResult,
  EvidenceGrade,
} from '@tieline/plugin-integrations-common';
import { Evidence } from '@tieline/plugin-integrations-common/governance';
import {
  IntegrationEvidence,
  Measured,
  TelemetryEvidence,
} from './IntegrationEvidence';
import { EvidencePiece } from './EvidencePiece';

/** What a check finds in the evidence, before grade and age are looked at. */
export interface Finding {
  result: Exclude<CheckResult, 'waived'>;
  /** One sentence that the evidence supports. */
  reason: string;
  evidence: Evidence[];
  /** The platform that gives the control. */
  inheritedFrom?: string;
  /**
   * Nobody can do anything about it yet: the evidence has no way in. Such a
   * result has no next step, so that it never nags an owner.
   */
  awaitsEvidence?: boolean;
  /** It is as it should be, but nothing of the grade that it takes shows it. */
  needsProof?: boolean;
}

/** All that a check knows besides the evidence. */
export interface CheckContext {
  /** The time at which it is evaluated. */
  now: Date;
  /** The weakest evidence that makes a pass here. */
  needs: EvidenceGrade;
  /** For how long evidence that is no statement in the catalog is good. */
  shelfLifeDays: number;
}

/**
 * One check. Evidence in, finding out: it reads no clock, no database and no
 * network.
 */
export type CheckFunction = (
  evidence: IntegrationEvidence,
  context: CheckContext,
) => Finding;

export function pass(reason: string, ...evidence: Evidence[]): Finding {
  return { result: 'pass', reason, evidence };
}

export function fail(reason: string, ...evidence: Evidence[]): Finding {
  return { result: 'fail', reason, evidence };
}

export function unmeasured(reason: string, ...evidence: Evidence[]): Finding {
  return { result: 'unmeasured', reason, evidence };
}

export function notApplicable(reason: string): Finding {
  return { result: 'not-applicable', reason, evidence: [] };
}

/** Unmeasured, because what would show it can't be told to Tieline yet. */
export function noEvidenceYet(what: string, ...evidence: Evidence[]): Finding {
  return {
    ...unmeasured(`No evidence yet: ${what}.`, ...evidence),
    awaitsEvidence: true,
  };
}

/** Evidence that the catalog gives: YAML says so. */
export function declared(
  { catalogSince, fileUrl }: IntegrationEvidence,
  value: string,
): Evidence {
  return {
    value,
    source: 'catalog',
    href: fileUrl,
    grade: 'declared',
    at: catalogSince,
  };
}

/** Evidence that a pipeline or a person gave. */
export function told(piece: EvidencePiece<unknown>): Evidence {
  const { value, source, href, grade, at } = piece;
  return { value, source, href, grade, at };
}

/** Evidence that telemetry gives: it was seen. */
export function observed(
  evidence: IntegrationEvidence,
  telemetry: Pick<TelemetryEvidence, 'notReadSince'>,
  value: string,
  at: string,
  how = '',
): Evidence {
  return {
    value,
    source: how ? `telemetry (${how})` : 'telemetry',
    href: `${integrationPage(evidence)}/health`,
    grade: 'observed',
    at,
    notRecheckedSince: telemetry.notReadSince,
  };
}

/** Evidence from a number that telemetry measured. */
export function observedNumber(
  evidence: IntegrationEvidence,
  telemetry: TelemetryEvidence,
  measured: Measured,
  value: string,
): Evidence {
  return observed(evidence, telemetry, value, measured.at, measured.how);
}

/** The path of the integration's page in the catalog. */
export function integrationPage({ facets }: IntegrationEvidence): string {
  return `/catalog/${facets.namespace}/integration/${facets.name}`;
}
