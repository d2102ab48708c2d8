import { Interaction, Pattern } from '@tieline/plugin-integrations-common';
import {
  DecisionWarning,
  Profile,
} from '@tieline/plugin-integrations-common/governance';
import {
  counted,
  doubledWords,
  duration,
  grouped,
} from '../checklist/checks/words';
import {
  HealthSummary,
  ReconciliationIndicators,
} from '@tieline/plugin-integrations-common/telemetry';
import { ProjectedIntegration } from '@tieline/plugin-integrations-node';
import { PipelineMate } from '../evidence/IntegrationEvidence';
import { MatrixFile } from './DecisionMatrix';
import { MixedEvidence } from './MixedPipelines';
import { ScoredPattern } from './rankPatterns';

/** How near the top a pattern is tempting. */
const TEMPTING = 2;

/**
 * What a profile warns of by itself.
 *
 * @param current - the pattern that the integration has, where there is one
 */
export function warnOfProfile(
  matrix: MatrixFile,
  profile: Profile,
  ranked: readonly ScoredPattern[],
  current?: Pattern,
): DecisionWarning[] {
  const warnings: DecisionWarning[] = [];
  const { overEngineering: limits, mixing } = matrix;
  const volume = Math.max(
    profile.volumePerDay,
    profile.volumePerDayInTwoYears ?? 0,
  );
  const isLittle =
    volume <= limits.volumePerDay &&
    (profile.peakPerSecond ?? 0) <= limits.peakPerSecond &&
    (profile.consumers ?? 1) <= limits.consumers;
  const isTempting =
    profile.interaction === 'event' ||
    profile.interaction === 'stream' ||
    ranked
      .slice(0, TEMPTING)
      .some(({ item }) => limits.patterns.includes(item.pattern));
  const isBuilt = current !== undefined && limits.patterns.includes(current);
  if (isLittle && (isBuilt || isTempting)) {
    warnings.push({
      id: 'over-engineering',
      title: 'More machinery than the traffic needs',
      detail: `${grouped(volume)} a day for ${counted(profile.consumers ?? 1, 'consumer', 'consumers')} is a handful: ${limits.patterns.join(' or ')} pays off above ${grouped(limits.volumePerDay)} a day or ${counted(limits.consumers, 'consumer', 'consumers')}${isBuilt ? `, and this is built as ${current}` : ''}.`,
    });
  }
  const { latencyMs } = profile;
  if (
    profile.interaction === 'batch' &&
    latencyMs !== undefined &&
    latencyMs <= mixing.latencyMs
  ) {
    warnings.push({
      id: 'mixed-pipeline',
      title: 'Batch and real time in one pipeline',
      detail: `A load of ${grouped(profile.volumePerDay)} a day that is needed within ${duration(latencyMs)} is two needs: send what is urgent as events, and load the rest in a pipeline of its own.`,
    });
  }
  return warnings;
}

/**
 * What an integration that exists warns of: its pipeline carries the other kind
 * too.
 *
 * @param observed - what telemetry shows of it, where it shows anything
 */
export function warnOfPipeline(
  mates: readonly PipelineMate[],
  interaction: Interaction,
  pipeline: string,
  at: string,
  observed?: MixedEvidence,
): DecisionWarning[] {
  const isBatch = interaction === 'batch';
  const others = mates.filter(
    mate => (mate.interaction === 'batch') !== isBatch,
  );
  if (others.length === 0) {
    return [];
  }
  const kind = isBatch ? 'real time' : 'batch';
  return [
    {
      id: 'mixed-pipeline',
      title: 'Batch and real time in one pipeline',
      detail: `Its pipeline delivers ${counted(others.length, 'integration', 'integrations')} of the other kind too (${kind}): a long load delays what is urgent.${observed ? ` ${observed.detail}` : ''}`,
      evidence: [
        { value: pipeline, source: 'catalog', grade: 'declared', at },
        ...(observed ? [observed.evidence] : []),
      ],
    },
  ];
}

/**
 * What an integration that exists warns of: more arrives than was sent, since a
 * repeat is taken for new. Another pattern does not mend that.
 */
export function warnOfDoubling(
  { facets, spec }: ProjectedIntegration,
  health: HealthSummary | undefined,
): DecisionWarning[] {
  const reconciliation = health?.reconciliation;
  if (health === undefined || reconciliation?.state !== 'doubled') {
    return [];
  }
  const seen = doubledWords(reconciliation);
  return [
    {
      id: 'doubled-records',
      title: 'Repeats are taken for new',
      detail: `${seen}. ${whyDoubled(spec)} Each needs a key by which the target drops repeats; every pattern tries again what it is not sure of, so another one mends nothing.`,
      evidence: [
        {
          value: countedWords(reconciliation),
          source: 'telemetry (reconciliation)',
          href: `/catalog/${facets.namespace}/integration/${facets.name}/health`,
          grade: 'observed',
          at: health.evaluatedAt,
        },
      ],
    },
  ];
}

function whyDoubled({ reliability }: ProjectedIntegration['spec']): string {
  const { retry, idempotency } = reliability ?? {};
  const attempts = retry?.maxAttempts ?? 1;
  if (idempotency?.deduplication) {
    return `YAML says that repeats are dropped by ${idempotency.key}: they are not.`;
  }
  const lacking = idempotency
    ? `nobody drops repeats by ${idempotency.key}`
    : 'no key tells a repeat from something new';
  return attempts > 1
    ? `What fails is tried up to ${attempts} times, and ${lacking}.`
    : `YAML shows why: ${lacking}.`;
}

function countedWords({
  sent = 0,
  received = 0,
  from,
  to,
}: ReconciliationIndicators): string {
  const days = [from, to].map(instant =>
    instant.slice(0, 16).replace('T', ' '),
  );
  return `${grouped(sent)} sent and ${grouped(received)} received from ${days.join(' to ')} UTC`;
}
