import {
  CRITICALITIES,
  DATA_CLASSIFICATIONS,
  ENDPOINT_ROLES,
  INTERACTIONS,
  LIFECYCLES,
  PATTERNS,
} from '../vocabulary';

const text = { type: 'string', minLength: 1 } as const;
const flag = { type: 'boolean' } as const;
const duration = { ...text, format: 'tieline-duration' } as const;
const entityRef = { ...text, format: 'tieline-entity-ref' } as const;
const date = { ...text, format: 'date' } as const;
const count = { type: 'integer', minimum: 0 } as const;
const oneOf = (values: readonly string[]) => ({
  type: 'string',
  enum: [...values],
});
const list = (items: object) => ({ type: 'array', items });
const fields = (properties: object, required: string[] = []) => ({
  type: 'object',
  required,
  properties,
});

const endpoint = fields(
  {
    name: text,
    protocol: text,
    address: text,
    role: oneOf(ENDPOINT_ROLES),
    environment: text,
    region: text,
    version: text,
    auth: fields({ method: text, credentialExpires: date }, ['method']),
  },
  ['name', 'protocol', 'address', 'role'],
);

const contract = {
  type: 'object',
  anyOf: [
    fields({ api: entityRef }, ['api']),
    fields({ subject: text, registry: text }, ['subject']),
    fields({ file: text, format: text }, ['file', 'format']),
  ],
};

const schedule = fields(
  {
    cron: { ...text, format: 'tieline-cron' },
    timeZone: { ...text, format: 'tieline-time-zone' },
    expectedBy: { ...text, format: 'tieline-local-time' },
    grace: duration,
    minRecords: count,
    maxDuration: duration,
    exclude: list(date),
  },
  ['cron'],
);

const dataFlow = fields(
  {
    data: text,
    direction: oneOf(['source-to-target', 'target-to-source', 'both']),
    provider: entityRef,
    classification: oneOf(DATA_CLASSIFICATIONS),
    personalData: flag,
    retention: duration,
    residency: text,
    criticality: oneOf(CRITICALITIES),
    contract,
    schedule,
  },
  ['data'],
);

const condition = {
  ...fields(
    {
      attribute: text,
      equals: text,
      prefix: text,
      in: { ...list(text), minItems: 1 },
    },
    ['attribute'],
  ),
  oneOf: [
    { required: ['equals'] },
    { required: ['prefix'] },
    { required: ['in'] },
  ],
};

const matcher = fields(
  {
    conditions: { ...list(condition), minItems: 1 },
    version: fields(
      { attribute: text, pattern: { ...text, format: 'regex' } },
      ['attribute', 'pattern'],
    ),
  },
  ['conditions'],
);

const objective = fields(
  {
    indicator: oneOf(['availability', 'latency', 'freshness', 'dead-letters']),
    target: { type: 'number', exclusiveMinimum: 0, maximum: 100 },
    threshold: duration,
    window: duration,
    promisedTo: entityRef,
  },
  ['indicator', 'target', 'window'],
);

/**
 * JSON Schema (draft-07) of an Integration's `spec`. A poor entity is welcome:
 * only pattern, lifecycle, source and targets are required, and an unknown
 * field is nobody's mistake.
 *
 * @public
 */
export const integrationSpecSchema = fields(
  {
    type: oneOf(PATTERNS),
    interaction: oneOf(INTERACTIONS),
    lifecycle: oneOf(LIFECYCLES),
    owner: entityRef,
    system: entityRef,
    source: entityRef,
    targets: { ...list(entityRef), minItems: 1 },
    via: list(entityRef),
    criticality: oneOf(CRITICALITIES),
    endpoints: list(endpoint),
    dataFlows: list(dataFlow),
    telemetry: fields({
      matchers: list(matcher),
      deadLetterQueues: list(text),
      silentAfter: duration,
      environment: text,
    }),
    objectives: list(objective),
    reliability: fields({
      timeout: duration,
      retry: fields(
        {
          strategy: oneOf(['none', 'fixed', 'exponential']),
          maxAttempts: { type: 'integer', minimum: 1 },
        },
        ['strategy'],
      ),
      idempotency: fields({ key: text, deduplication: flag }, ['key']),
      deadLetter: text,
      circuitBreaker: flag,
      fallback: text,
      rerunSafe: flag,
      controlTotals: flag,
    }),
    profile: fields({
      volumePerDay: { type: 'number', minimum: 0 },
      latency: duration,
      ordering: oneOf(['none', 'per-key', 'total']),
      delivery: oneOf(['at-most-once', 'at-least-once', 'exactly-once']),
      consumers: count,
      transformation: oneOf(['none', 'light', 'heavy']),
      team: text,
    }),
    decision: fields({ reason: text, url: text }, ['reason']),
    delivery: fields({
      repository: text,
      pipeline: text,
      template: text,
      documentation: text,
      rollout: oneOf(['canary', 'flag', 'blue-green', 'all-at-once']),
    }),
    operations: fields({
      runbook: fields({ title: text, url: { ...text, format: 'uri' } }, [
        'url',
      ]),
      onCall: text,
      dashboard: text,
      processes: list(text),
    }),
    review: fields({ cadence: duration }, ['cadence']),
    retirement: fields({ plan: text, by: date, replacement: text }),
  },
  ['type', 'lifecycle', 'source', 'targets'],
);
