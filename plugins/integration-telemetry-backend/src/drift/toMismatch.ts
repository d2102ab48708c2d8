import { DriftItem } from '@tieline/plugin-integrations-common/telemetry';
import {
  ProjectedIntegration,
  ServiceResolver,
} from '@tieline/plugin-integrations-node';
import { declaredEnvironment } from '../health/HealthEvaluator';
import { countOf } from '../health/wording';
import { CallSide, TelemetrySource } from '../series/SeriesBatch';
import { driftId } from './driftId';
import { FoundDrift } from './FoundDrift';

/** Series of an integration that one consumer uses with one version, as one report has them. */
export interface Group {
  subject: string;
  environment: string;
  source: TelemetrySource;
  side: CallSide;
  consumer: string;
  version: string;
  first_seen_ms: number;
  last_seen_ms: number;
}

/** One undeclared version or consumer, with the groups of series that show it. */
export interface Finding {
  integration: ProjectedIntegration;
  aspect: 'version' | 'consumer';
  observed: string;
  declared: string[];
  headline: string;
  detail: string;
  declaredBy: string;
  groups: Group[];
}

/** What tells groups of series apart. */
export const GROUPED = [
  'subject',
  'environment',
  'source',
  'side',
  'consumer',
  'version',
] as const;

/** A group's own text. */
export const groupKey = (group: Pick<Group, (typeof GROUPED)[number]>) =>
  GROUPED.map(name => group[name]).join('\u0001');

/** The difference that a finding is, with its evidence. */
export function toMismatch(
  finding: Finding,
  calls: ReadonlyMap<string, number>,
  resolver: ServiceResolver,
): FoundDrift {
  const { integration, aspect, observed, declared, groups } = finding;
  const { entityRef } = integration.facets;
  // Several reports are of the same calls: the one with the most stands for all.
  const byReport = new Map<string, number>();
  for (const group of groups) {
    const report = `${group.source} of the ${group.side}`;
    byReport.set(
      report,
      (byReport.get(report) ?? 0) + (calls.get(groupKey(group)) ?? 0),
    );
  }
  const [[report, count]] = [...byReport].sort(
    ([, left], [, right]) => right - left,
  );
  const lastSeenMs = Math.max(...groups.map(group => group.last_seen_ms));
  const firstSeenMs = Math.min(...groups.map(group => group.first_seen_ms));
  const lastSeenAt = new Date(lastSeenMs).toISOString();
  const consumers = [
    ...new Set(groups.map(group => group.consumer).filter(Boolean)),
  ];
  const item: DriftItem = {
    id: driftId('mismatched', entityRef, aspect, observed),
    kind: 'mismatched',
    headline: finding.headline,
    detail: `${countOf(count, 'call')} in the last 24 h. ${finding.detail}`,
    environment: declaredEnvironment(integration),
    integrationRef: entityRef,
    ...(consumers.length === 1 && {
      source: {
        name: consumers[0],
        service: consumers[0],
        entityRef: resolver.resolve(consumers[0]),
      },
    }),
    firstSeenAt: new Date(firstSeenMs).toISOString(),
    lastSeenAt,
    callsLastDay: Math.round(count),
    mismatch: { aspect, observed, declared },
    evidence: [
      {
        what: `Observed ${aspect}`,
        value: `${observed}: ${countOf(count, 'call')} in the last 24 h`,
        source: report,
        at: lastSeenAt,
      },
      ...(aspect === 'version' && consumers.length > 0
        ? [
            {
              what: 'Used by',
              value: consumers.slice(0, 10).join(', '),
              source: report,
              at: lastSeenAt,
            },
          ]
        : []),
      {
        what: `Declared ${aspect === 'version' ? 'versions' : 'ends'}`,
        value: declared.join(', '),
        source: finding.declaredBy,
      },
    ],
  };
  return {
    item,
    traffic: { integration: { [aspect]: observed } },
  };
}
