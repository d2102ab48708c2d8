/**
 * How an integration is built: the value of `spec.type`.
 * The order is the one in which patterns are listed everywhere.
 *
 * @public
 */
export const PATTERNS = [
  'event-driven',
  'api-gateway',
  'service-mesh',
  'ipaas',
  'batch-file',
  'point-to-point',
  'custom-code',
] as const;

/** @public */
export type Pattern = (typeof PATTERNS)[number];

/**
 * How the two sides of an integration meet, whatever the pattern.
 * Failure handling and health depend on it.
 *
 * @public
 */
export const INTERACTIONS = ['request', 'event', 'batch', 'stream'] as const;

/** @public */
export type Interaction = (typeof INTERACTIONS)[number];

/** @public */
export const LIFECYCLES = [
  'experimental',
  'production',
  'deprecated',
  'retired',
] as const;

/** @public */
export type Lifecycle = (typeof LIFECYCLES)[number];

/**
 * From the least to the most critical: the index is the rank.
 *
 * @public
 */
export const CRITICALITIES = ['low', 'medium', 'high', 'critical'] as const;

/** @public */
export type Criticality = (typeof CRITICALITIES)[number];

/**
 * Health, worst first: the index is the rank.
 *
 * @public
 */
export const HEALTH_STATUSES = [
  'failing',
  'degraded',
  'silent',
  'unknown',
  'healthy',
] as const;

/** @public */
export type HealthStatus = (typeof HEALTH_STATUSES)[number];

/** @public */
export const ENDPOINT_ROLES = [
  'publish',
  'subscribe',
  'serve',
  'call',
  'transfer',
] as const;

/** @public */
export type EndpointRole = (typeof ENDPOINT_ROLES)[number];

/** @public */
export const DATA_CLASSIFICATIONS = [
  'public',
  'internal',
  'confidential',
  'restricted',
] as const;

/** @public */
export type DataClassification = (typeof DATA_CLASSIFICATIONS)[number];

/**
 * The result of one automatic check.
 *
 * @public
 */
export const CHECK_RESULTS = [
  'fail',
  'unmeasured',
  'waived',
  'pass',
  'not-applicable',
] as const;

/** @public */
export type CheckResult = (typeof CHECK_RESULTS)[number];

/**
 * How strong a piece of evidence is, from the weakest to the strongest:
 * YAML says so, a person said so, a pipeline showed it, telemetry shows it.
 *
 * @public
 */
export const EVIDENCE_GRADES = [
  'declared',
  'attested',
  'tested',
  'observed',
] as const;

/** @public */
export type EvidenceGrade = (typeof EVIDENCE_GRADES)[number];

/**
 * The environment that feeds status, alarms, drift and score unless an
 * integration declares another one.
 *
 * @public
 */
export const DEFAULT_ENVIRONMENT = 'production';

const interactionByPattern: Record<Pattern, Interaction> = {
  'event-driven': 'event',
  'api-gateway': 'request',
  'service-mesh': 'request',
  ipaas: 'request',
  'batch-file': 'batch',
  'point-to-point': 'request',
  'custom-code': 'request',
};

/**
 * The interaction of an integration that does not declare one.
 *
 * @public
 */
export function defaultInteraction(pattern: Pattern): Interaction {
  return interactionByPattern[pattern];
}

/**
 * How far a contract's next version may differ from the earlier ones, with the
 * meaning that Confluent's schema registry gives the words. The transitive modes
 * ask every earlier version, the others the latest only.
 *
 * @public
 */
export const COMPATIBILITY_MODES = [
  'NONE',
  'BACKWARD',
  'BACKWARD_TRANSITIVE',
  'FORWARD',
  'FORWARD_TRANSITIVE',
  'FULL',
  'FULL_TRANSITIVE',
] as const;

/** @public */
export type CompatibilityMode = (typeof COMPATIBILITY_MODES)[number];

/**
 * How severely a difference is judged: by a registry's strict rules, by its
 * lenient ones, or by what can really break somebody who follows the contract.
 *
 * @public
 */
export const COMPATIBILITY_POLICIES = [
  'strict',
  'lenient',
  'semantic',
] as const;

/** @public */
export type CompatibilityPolicy = (typeof COMPATIBILITY_POLICIES)[number];
