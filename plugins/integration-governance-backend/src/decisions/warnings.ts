import { Interaction, Pattern } from '@tieline/plugin-integrations-common';
import {
  DecisionWarning,
  Profile,
} from '@tieline/plugin-integrations-common/governance';
import { counted, duration, grouped } from '../checklist/checks/words';
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
