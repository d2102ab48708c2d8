import {
  Criticality,
  Interaction,
  IntegrationFinding,
  Pattern,
  ReadableIntegrationSpec,
} from '@tieline/plugin-integrations-common';
import { FlowEvidence } from '@tieline/plugin-integrations-common/contracts';
import { Decision } from '@tieline/plugin-integrations-common/governance';
import {
  DriftItem,
  HealthSummary,
  IntegrationFacets,
} from '@tieline/plugin-integrations-common/telemetry';
import { ToldEvidence } from './ToldEvidence';

/** Who owns an integration, as the catalog has it. */
export interface OwnerFacts {
  entityRef: string;
  exists: boolean;
  /** People in the group, sub-groups included; 1 for a person. */
  people: number;
  /** The nearest group above an empty one that has people. */
  fallsTo?: { entityRef: string; people: number };
}

/** A contract that a data flow names. */
export interface ContractFacts {
  data: string;
  kind: 'api' | 'subject' | 'file';
  /** The API entity's full reference, the subject, or the file. */
  name: string;
  /** Whether the API entity exists; unknown for what is not in the catalog. */
  exists?: boolean;
}

/** Another integration that is delivered through the same pipeline. */
export interface PipelineMate {
  entityRef: string;
  interaction: Interaction;
}

/** What the catalog says beyond the Integration entity itself. */
export interface CatalogFacts {
  owner?: OwnerFacts;
  /** References of source, targets and platforms that lead nowhere. */
  unresolved: string[];
  contracts: ContractFacts[];
  /** The most critical of source and targets. */
  highestNeighbour?: { entityRef: string; criticality: Criticality };
  pipelineMates: PipelineMate[];
  findings: IntegrationFinding[];
}

/** A number with the time and the way in which it was measured. */
export interface Measured {
  value: number;
  at: string;
  /** For example `metrics, caller`. */
  how: string;
}

/** Numbers as they were last measured; they stay readable when nothing is measured any more. */
export interface LastMeasured {
  errorRate?: Measured;
  p95Ms?: Measured;
  throughputPerMinute?: Measured;
}

/** What the telemetry API says. */
export interface TelemetryEvidence {
  summary?: HealthSummary;
  lastMeasured: LastMeasured;
  /** When the API last answered. */
  readAt: string;
  /** Set while it does not answer. */
  notReadSince?: string;
}

/** Where declared and observed differ, as far as it concerns one integration. */
export interface DriftEvidence {
  items: DriftItem[];
  readAt: string;
  notReadSince?: string;
}

/** What the contracts API says. */
export interface ContractsEvidence {
  /** The integration's data flows, in the entity's order. */
  flows: FlowEvidence[];
  /** When the API last answered. */
  readAt: string;
  /** Set while it does not answer. */
  notReadSince?: string;
}

/** What the reviews of an integration recorded, and when the next is due. */
export interface ReviewEvidence {
  /** The longest time between two reviews that its criticality allows. */
  allowedDays: number;
  /** ISO 8601 day by which its cadence, or its last review, wants the next one. */
  regularlyDueOn: string;
  /** Why it is due before its cadence. */
  early: Array<{
    text: string;
    /** ISO 8601 day by which a review is to follow. */
    dueOn: string;
    /** ISO 8601 */
    at: string;
  }>;
  /** The last review that somebody signed. */
  last?: {
    id: string;
    /** ISO 8601 */
    signedAt: string;
    signedBy: string;
    /** Items on its agenda; all were disposed of. */
    items: number;
    keepOrEnd?: { decision: 'keep' | 'change' | 'end'; endOn?: string };
  };
  /** What reviews and drills found and is still to be done, what is due first first. */
  findings: Array<{
    title: string;
    /** ISO 8601 day. */
    dueOn: string;
    /** ISO 8601 */
    createdAt: string;
    reviewId?: string;
  }>;
}

/** What was decided about its pattern, and what the decision matrix says of it. */
export interface PatternEvidence {
  /** The decision that counts; missing where none was recorded. */
  decision?: Pick<
    Decision,
    | 'id'
    | 'source'
    | 'pattern'
    | 'reason'
    | 'decidedOn'
    | 'recordedBy'
    | 'profile'
  >;
  /** Missing where too little is known to rank patterns. */
  ranking?: {
    /** What is built, as it was compared. */
    pattern: Pattern;
    recommended: Pattern;
    /** Of what is built. */
    rank: number;
    isNearTie: boolean;
    reason: string;
    matrixVersion: string;
    /** ISO 8601. */
    comparedAt: string;
  };
}

/**
 * All that is known of an integration when its checks are evaluated. What is
 * missing was never read.
 */
export interface IntegrationEvidence {
  facets: IntegrationFacets;
  spec: ReadableIntegrationSpec;
  catalog: CatalogFacts;
  /** Since when the catalog says so. */
  catalogSince: string;
  /** Where the entity's file can be looked at. */
  fileUrl?: string;
  telemetry?: TelemetryEvidence;
  drift?: DriftEvidence;
  contracts?: ContractsEvidence;
  pattern?: PatternEvidence;
  /** What pipelines and people told of it. */
  told: ToldEvidence;
  /** What they told of the platforms that it goes via, in order. */
  platforms: Array<{ entityRef: string; told: ToldEvidence }>;
  /** Missing while nothing was worked out of its reviews. */
  reviews?: ReviewEvidence;
}
