import { parseDurationMs } from '@tieline/plugin-integrations-common';
import {
  KnownProfile,
  Profile,
} from '@tieline/plugin-integrations-common/governance';
import {
  HealthSummary,
  IntegrationFacets,
} from '@tieline/plugin-integrations-common/telemetry';
import { ProjectedIntegration } from '@tieline/plugin-integrations-node';
import { unansweredFields } from './needs';

const MINUTES_PER_DAY = 1_440;

/** What went over an integration within some days, as counted. */
export interface CountedVolume {
  /** Undefined where nobody measured. */
  calls: number | undefined;
  days: number;
  source: string | undefined;
}

/**
 * What is known of the needs of an integration that exists. What telemetry
 * measured of its volume goes before what the catalog says, and what it counted
 * over days before the current rate.
 */
export function readKnownProfile(
  { facets, spec }: ProjectedIntegration,
  health: HealthSummary | undefined,
  counted?: CountedVolume,
): KnownProfile {
  const profile: Partial<Profile> = {};
  const sources: KnownProfile['sources'] = [];
  const set = <Field extends keyof Profile>(
    field: Field,
    value: Profile[Field] | undefined | null,
    source = 'catalog',
    at?: string,
  ) => {
    if (value !== undefined && value !== null && profile[field] === undefined) {
      profile[field] = value;
      sources.push({ field, source, at });
    }
  };
  const stated = spec.profile ?? {};
  const { calls } = health ?? {};
  const telemetry = calls && `telemetry (${calls.source}, ${calls.side})`;
  set('interaction', facets.interaction);
  if (counted?.calls !== undefined && counted.days > 0) {
    const readers = facets.interaction === 'batch' ? 1 : readersOf(facets);
    set(
      'volumePerDay',
      Math.round(counted.calls / counted.days / readers),
      counted.source,
    );
  }
  if (
    typeof calls?.throughputPerMinute === 'number' &&
    facets.interaction !== 'batch'
  ) {
    set(
      'volumePerDay',
      Math.round(
        (calls.throughputPerMinute * MINUTES_PER_DAY) / readersOf(facets),
      ),
      `${telemetry}, at the current rate`,
      calls.to,
    );
  }
  set('volumePerDay', stated.volumePerDay);
  set(
    'latencyMs',
    stated.latency === undefined ? undefined : parseDurationMs(stated.latency),
  );
  const promised = spec.objectives?.find(
    ({ indicator, threshold }) => indicator === 'latency' && threshold,
  );
  set(
    'latencyMs',
    promised && parseDurationMs(promised.threshold!),
    'catalog (objective)',
  );
  set(
    'latencyMs',
    calls?.p95Ms && Math.max(1, calls.p95Ms),
    `${telemetry}, 95th percentile: what it takes, not what is needed`,
    calls?.to,
  );
  set('criticality', facets.criticality);
  set('ordering', stated.ordering);
  set('delivery', stated.delivery);
  set('consumers', stated.consumers && Math.max(1, stated.consumers));
  if (facets.targetRefs.length > 0) {
    set('consumers', facets.targetRefs.length, 'catalog (targets)');
  }
  set('transformation', stated.transformation);
  set('endpoints', spec.endpoints?.length || undefined, 'catalog (endpoints)');
  const required = (['interaction', 'volumePerDay'] as const).filter(
    field => profile[field] === undefined,
  );
  return {
    integration: facets,
    profile,
    sources,
    missing: [...required, ...unansweredFields(profile as Profile)],
  };
}

/** How often one event is counted: each target reads it for itself, and each reading is counted. */
export function readersOf({
  interaction,
  targetRefs,
}: Pick<IntegrationFacets, 'interaction' | 'targetRefs'>): number {
  return interaction === 'request' ? 1 : Math.max(1, targetRefs.length);
}

/** A profile that can be ranked, or undefined where too little is known. */
export function completeProfile({
  profile,
}: KnownProfile): Profile | undefined {
  const known = profile as Partial<Profile>;
  return known.interaction && known.volumePerDay !== undefined
    ? (known as Profile)
    : undefined;
}
