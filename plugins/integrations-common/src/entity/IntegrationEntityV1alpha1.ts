import { Entity } from '@backstage/catalog-model';
import {
  Criticality,
  DataClassification,
  EndpointRole,
  Interaction,
  Lifecycle,
  Pattern,
} from '../vocabulary';

/** @public */
export const INTEGRATION_API_VERSION = 'tieline.dev/v1alpha1';

/** @public */
export const INTEGRATION_KIND = 'Integration';

/**
 * A concrete address that an integration uses.
 *
 * @public
 */
export interface IntegrationEndpoint {
  name: string;
  /** For example `https`, `kafka`, `amqp`, `sftp`, `grpc`. */
  protocol: string;
  address: string;
  role: EndpointRole;
  environment?: string;
  region?: string;
  version?: string;
  auth?: {
    method: string;
    /** An ISO 8601 date. */
    credentialExpires?: string;
  };
}

/**
 * The promise that a data flow keeps to: an API entity, a schema registry's
 * subject, or a file with a known format.
 *
 * @public
 */
export type IntegrationContractReference =
  | { api: string }
  | { subject: string; registry?: string }
  | { file: string; format: string };

/**
 * When a batch or file flow is expected.
 *
 * @public
 */
export interface IntegrationSchedule {
  /** Five-field cron expression: when a run starts. */
  cron: string;
  /** IANA name; UTC where it is missing. */
  timeZone?: string;
  /** Local time (`HH:mm`) by which a run has to be complete; the start where it is missing. */
  expectedBy?: string;
  /** A duration that is tolerated after `expectedBy`. */
  grace?: string;
  /** Fewer records than this are a finding. */
  minRecords?: number;
  /** A run that takes longer is a finding; what is usual decides where it is missing. */
  maxDuration?: string;
  /** Local dates (`2026-12-25`) on which no run is expected, such as holidays. */
  exclude?: string[];
}

/**
 * Which data moves, in which direction, how sensitive it is and under which contract.
 *
 * @public
 */
export interface IntegrationDataFlow {
  data: string;
  direction?: 'source-to-target' | 'target-to-source' | 'both';
  /** Entity reference of who owns the data's shape. */
  provider?: string;
  classification?: DataClassification;
  personalData?: boolean;
  retention?: string;
  residency?: string;
  criticality?: Criticality;
  contract?: IntegrationContractReference;
  schedule?: IntegrationSchedule;
}

/**
 * One condition on a span's or a metric's attribute. Exactly one of `equals`,
 * `prefix` and `in` is set.
 *
 * @public
 */
export interface MatcherCondition {
  attribute: string;
  equals?: string;
  prefix?: string;
  in?: string[];
}

/**
 * A conjunction of conditions: telemetry that meets all of them belongs to the integration.
 *
 * @public
 */
export interface TelemetryMatcher {
  conditions: MatcherCondition[];
  /** Where the contract version is read from: the pattern's first group. */
  version?: { attribute: string; pattern: string };
}

/** @public */
export interface IntegrationObjective {
  indicator: 'availability' | 'latency' | 'freshness' | 'dead-letters';
  /** Percent of good events; above 0 and at most 100. */
  target: number;
  /** The duration that a single call, message or file must not exceed; for freshness the age of the latest. */
  threshold?: string;
  /** Rolling window, for example `30d`. */
  window: string;
  promisedTo?: string;
}

/** @public */
export interface IntegrationSpec {
  type: Pattern;
  interaction?: Interaction;
  lifecycle: Lifecycle;
  owner?: string;
  system?: string;
  source: string;
  targets: string[];
  via?: string[];
  criticality?: Criticality;
  endpoints?: IntegrationEndpoint[];
  dataFlows?: IntegrationDataFlow[];
  telemetry?: {
    matchers?: TelemetryMatcher[];
    deadLetterQueues?: string[];
    silentAfter?: string;
    environment?: string;
  };
  objectives?: IntegrationObjective[];
  reliability?: {
    timeout?: string;
    retry?: {
      strategy: 'none' | 'fixed' | 'exponential';
      maxAttempts?: number;
    };
    idempotency?: { key: string; deduplication?: boolean };
    deadLetter?: string;
    circuitBreaker?: boolean;
    fallback?: string;
    rerunSafe?: boolean;
    controlTotals?: boolean;
  };
  profile?: {
    volumePerDay?: number;
    /** The longest acceptable time from source to target. */
    latency?: string;
    ordering?: 'none' | 'per-key' | 'total';
    delivery?: 'at-most-once' | 'at-least-once' | 'exactly-once';
    consumers?: number;
    transformation?: 'none' | 'light' | 'heavy';
    team?: string;
  };
  decision?: { reason: string; url?: string };
  delivery?: {
    repository?: string;
    pipeline?: string;
    template?: string;
    documentation?: string;
    rollout?: 'canary' | 'flag' | 'blue-green' | 'all-at-once';
  };
  operations?: {
    runbook?: { title?: string; url: string };
    /** Entity reference or name of who is on call. */
    onCall?: string;
    dashboard?: string;
    /** Names of the business processes that it serves. */
    processes?: string[];
  };
  review?: { cadence: string };
  retirement?: { plan?: string; by?: string; replacement?: string };
}

/**
 * One agreed way in which data goes from a source to one or more targets.
 *
 * @public
 */
export interface IntegrationEntityV1alpha1 extends Entity {
  apiVersion: typeof INTEGRATION_API_VERSION;
  kind: typeof INTEGRATION_KIND;
  spec: IntegrationSpec & Entity['spec'];
}

/**
 * Whether an entity is of kind `Integration`. Says nothing about its spec,
 * which may have mistakes: see `readIntegration`.
 *
 * @public
 */
export function isIntegrationEntity(
  entity: Entity,
): entity is IntegrationEntityV1alpha1 {
  return (
    entity.kind.toLocaleLowerCase('en-US') === 'integration' &&
    entity.apiVersion === INTEGRATION_API_VERSION
  );
}
