import { readIntegration } from '@tieline/plugin-integrations-common';
import { toFacets } from '@tieline/plugin-integrations-node';
import {
  CatalogFacts,
  ContractsEvidence,
  DriftEvidence,
  IntegrationEvidence,
  LastMeasured,
  ReviewEvidence,
  PatternEvidence,
  TelemetryEvidence,
} from '../evidence/IntegrationEvidence';
import { EvidencePiece } from '../evidence/told/EvidencePiece';
import { ToldEvidence } from '../evidence/told/ToldEvidence';
import { flowUnder, toldOfContracts } from './contractsOf';
import { carefulSpec, health, integration } from './landscape';

/** The instant at which the checks of a test are evaluated. */
export const evaluatedAt = new Date('2026-11-22T12:00:00.000Z');

const at = '2026-11-22T11:59:00.000Z';

/** Telemetry of an integration that runs well. */
export function seenByTelemetry(
  summary: Partial<Parameters<typeof health>[1]> = {},
  lastMeasured: LastMeasured = {
    errorRate: { value: 0.002, at, how: 'metrics, caller' },
    p95Ms: { value: 180, at, how: 'metrics, caller' },
    throughputPerMinute: { value: 100, at, how: 'metrics, caller' },
  },
): TelemetryEvidence {
  return {
    summary: health('careful', { at, ...summary }),
    lastMeasured,
    readAt: at,
  };
}

/** Telemetry that answers, and knows nothing of the integration. */
export const neverSeen: TelemetryEvidence = {
  summary: health('careful', {
    at,
    status: 'unknown',
    lastSeenAt: undefined,
    calls: undefined,
    reasons: [
      {
        code: 'no-telemetry',
        status: 'unknown',
        headline: 'No telemetry from its services',
      },
    ],
  }),
  lastMeasured: {},
  readAt: at,
};

/** What was taken over of the careful integration's decision. */
const takenOver: PatternEvidence = {
  decision: {
    id: 'taken-over',
    source: 'catalog',
    pattern: 'event-driven',
    reason: 'Three teams read at their own pace.',
    decidedOn: '2026-09-02',
    recordedBy: 'group:default/fulfilment',
    profile: {
      interaction: 'event',
      volumePerDay: 144_000,
      latencyMs: 5_000,
    },
  },
};

export interface EvidenceOptions {
  /** Takes the place of the careful integration's fields; undefined takes one away. */
  spec?: Record<string, unknown>;
  catalog?: Partial<CatalogFacts>;
  telemetry?: TelemetryEvidence | 'not read';
  drift?: DriftEvidence | 'not read';
  contracts?: ContractsEvidence | 'not read';
  /** What was decided about its pattern, and what the matrix says. */
  pattern?: PatternEvidence;
  /** What pipelines and people told of it. */
  told?: EvidencePiece[];
  /** What its reviews recorded; nothing was worked out where it is missing. */
  reviews?: ReviewEvidence;
  /** What they told of the platform that it goes via. */
  toldOfPlatform?: EvidencePiece[];
}

/** A piece of evidence, of the day before the checks are evaluated. */
export function piece(
  type: EvidencePiece['type'],
  subject: string,
  facts: Record<string, unknown>,
  rest: Partial<EvidencePiece> = {},
): EvidencePiece {
  return {
    id: `${type}-${subject}`,
    entityRef: 'integration:default/careful',
    type,
    subject,
    facts,
    value: `what was told of ${subject}`,
    grade: type === 'attestation' ? 'attested' : 'tested',
    source: 'pipeline of a test',
    at: '2026-11-21T12:00:00.000Z',
    receivedAt: '2026-11-21T12:00:01.000Z',
    ...rest,
  };
}

/** All that is known of a careful integration that runs well, but for what a test changes. */
export function evidenceOf(options: EvidenceOptions = {}): IntegrationEvidence {
  const entity = integration('careful', { ...carefulSpec, ...options.spec });
  const { spec, findings } = readIntegration(
    JSON.parse(JSON.stringify(entity)),
  );
  const {
    telemetry = seenByTelemetry(),
    drift = { items: [], readAt: at },
    contracts = toldOfContracts(flowUnder()),
  } = options;
  return {
    facets: toFacets(entity, spec),
    spec,
    catalog: {
      owner: {
        entityRef: 'group:default/fulfilment',
        exists: true,
        people: 3,
      },
      unresolved: [],
      contracts: [
        {
          data: 'orders',
          kind: 'api',
          name: 'api:default/order-events',
          exists: true,
        },
      ],
      pipelineMates: [],
      findings,
      ...options.catalog,
    },
    catalogSince: '2026-09-02T08:00:00.000Z',
    telemetry: telemetry === 'not read' ? undefined : telemetry,
    drift: drift === 'not read' ? undefined : drift,
    contracts: contracts === 'not read' ? undefined : contracts,
    pattern: options.pattern ?? takenOver,
    told: new ToldEvidence(options.told ?? []),
    reviews: options.reviews,
    platforms: [
      {
        entityRef: 'resource:default/kafka-main',
        told: new ToldEvidence(options.toldOfPlatform ?? []),
      },
    ],
  };
}
