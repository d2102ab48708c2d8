import {
  CRITICALITIES,
  DATA_CLASSIFICATIONS,
  parseDurationMs,
} from '@tieline/plugin-integrations-common';
import { Evidence } from '@tieline/plugin-integrations-common/governance';
import {
  IntegrationEvidence,
  PatternEvidence,
} from '../../evidence/IntegrationEvidence';
import {
  CheckFunction,
  declared,
  fail,
  notApplicable,
  observed,
  observedNumber,
  pass,
  unmeasured,
} from '../finding';
import { readersOf } from '../../decisions/readKnownProfile';
import { duration, grouped, listed, nameOf } from './words';

/** The busiest hours of a day carry two to three times its mean; above that the profile is wrong. */
const PEAK_FACTOR = 3;
const MINUTES_PER_DAY = 1_440;

const criticality: CheckFunction = evidence => {
  const own = evidence.facets.criticality;
  if (!own) {
    return fail(
      'No criticality is set; it is judged like a medium one.',
      declared(evidence, 'no criticality'),
    );
  }
  const highest = evidence.catalog.highestNeighbour;
  const below =
    highest &&
    CRITICALITIES.indexOf(own) < CRITICALITIES.indexOf(highest.criticality);
  return below
    ? fail(
        `It is ${own}, but ${nameOf(highest.entityRef)} is ${highest.criticality}.`,
        declared(evidence, `criticality ${own}`),
      )
    : pass(`It is ${own}.`, declared(evidence, `criticality ${own}`));
};

const data: CheckFunction = evidence => {
  const flows = evidence.spec.dataFlows ?? [];
  if (flows.length === 0) {
    return fail(
      'No data flow is named, so none is classified.',
      declared(evidence, 'no data flow'),
    );
  }
  const open = flows.filter(flow => !flow.classification);
  return open.length > 0
    ? fail(
        `Not classified: ${listed(open.map(flow => flow.data))}.`,
        declared(
          evidence,
          `${flows.length - open.length} of ${flows.length} classified`,
        ),
      )
    : pass(
        'Every data flow is classified.',
        declared(
          evidence,
          listed([...new Set(flows.map(flow => flow.classification!))]),
        ),
      );
};

const personalData: CheckFunction = evidence => {
  const flows = evidence.spec.dataFlows ?? [];
  const personal = flows.filter(flow => flow.personalData);
  const unsaid = flows.filter(flow => flow.personalData === undefined);
  if (personal.length === 0 && (flows.length === 0 || unsaid.length > 0)) {
    return unmeasured(
      'It is not stated whether personal data moves.',
      declared(evidence, 'personalData is missing'),
    );
  }
  if (personal.length === 0) {
    return notApplicable('YAML says no personal data moves.');
  }
  const lacking = personal.flatMap(flow => [
    ...(flow.classification &&
    DATA_CLASSIFICATIONS.indexOf(flow.classification) <
      DATA_CLASSIFICATIONS.indexOf('confidential')
      ? [`${flow.data} is only ${flow.classification}`]
      : []),
    ...(flow.classification ? [] : [`${flow.data} is not classified`]),
    ...(flow.retention ? [] : [`no retention for ${flow.data}`]),
    ...(flow.residency ? [] : [`no residency for ${flow.data}`]),
  ]);
  return lacking.length > 0
    ? fail(
        `Personal data moves, but: ${listed(lacking)}.`,
        declared(evidence, listed(lacking)),
      )
    : pass(
        'Personal data is classified, and kept for a stated time in a stated place.',
        declared(
          evidence,
          listed(
            personal.map(
              flow =>
                `${flow.data}: ${flow.classification}, ${flow.retention}, ${flow.residency}`,
            ),
          ),
        ),
      );
};

const profile: CheckFunction = evidence => {
  const stated = evidence.spec.profile;
  const needed = ['volumePerDay', 'latency', 'delivery', 'consumers'] as const;
  const lacking = needed.filter(field => stated?.[field] === undefined);
  return lacking.length > 0
    ? fail(
        stated
          ? `The profile lacks ${listed(lacking)}.`
          : 'There is no profile.',
        declared(evidence, `missing: ${listed(lacking)}`),
      )
    : pass(
        'The profile is complete.',
        declared(
          evidence,
          `${grouped(stated!.volumePerDay!)} a day, within ${stated!.latency}, ${stated!.delivery}`,
        ),
      );
};

const pattern: CheckFunction = evidence => {
  const { namespace, name, pattern: built } = evidence.facets;
  const decision = evidence.pattern?.decision;
  const ranking = evidence.pattern?.ranking;
  if (decision && decision.pattern === built) {
    return pass(
      `A decision says why it is built as ${built}.`,
      decidedBy(decision, evidence),
    );
  }
  const before = decision
    ? ` It was decided as ${decision.pattern} on ${decision.decidedOn}.`
    : '';
  if (!ranking || ranking.pattern !== built) {
    return unmeasured(
      `Too little is known of its needs to rank patterns, and no decision says why it is built this way.${before}`,
    );
  }
  const rank: Evidence = {
    value: `${built} is number ${ranking.rank}, ${ranking.recommended} is the first`,
    source: `decision matrix ${ranking.matrixVersion}`,
    href: `/decide?integration=${namespace}/${name}`,
    grade: 'declared',
    at: ranking.comparedAt,
  };
  if (ranking.rank === 1) {
    return pass('The decision matrix recommends it for what it needs.', rank);
  }
  return ranking.isNearTie
    ? pass(
        `The decision matrix holds it nearly equal to ${ranking.recommended}.`,
        rank,
      )
    : fail(
        `The decision matrix recommends ${ranking.recommended}, and no decision says why it is ${built}. ${ranking.reason}${before}`,
        rank,
      );
};

/** What was taken over from the catalog is what YAML says; somebody stands for the others. */
function decidedBy(
  {
    id,
    source,
    reason,
    decidedOn,
    recordedBy,
  }: NonNullable<PatternEvidence['decision']>,
  evidence: IntegrationEvidence,
): Evidence {
  const href = `/decisions/${encodeURIComponent(id)}`;
  return source === 'catalog'
    ? { ...declared(evidence, reason), href }
    : {
        value: reason,
        source: `decision recorded by ${recordedBy}`,
        href,
        grade: 'attested',
        at: new Date(decidedOn).toISOString(),
      };
}

/** What is observed is compared with what somebody decided for, else with what the catalog says. */
function neededOf(
  { pattern: known, spec }: IntegrationEvidence,
  field: 'volumePerDay' | 'latencyMs',
): { whose: string; value?: number } {
  const { decision } = known ?? {};
  // What was taken over from the catalog is corrected there.
  const decided =
    decision?.source === 'portal' ? decision.profile[field] : undefined;
  if (decided !== undefined) {
    return { whose: `the decision of ${decision!.decidedOn}`, value: decided };
  }
  const { volumePerDay, latency: accepted } = spec.profile ?? {};
  return {
    whose: 'the profile',
    value:
      field === 'volumePerDay' ? volumePerDay : parseDurationMs(accepted ?? ''),
  };
}

const volume: CheckFunction = evidence => {
  const { whose, value: perDay } = neededOf(evidence, 'volumePerDay');
  const { telemetry, facets } = evidence;
  if (facets.interaction === 'batch') {
    return notApplicable('Only for calls and messages; this comes in runs.');
  }
  if (perDay === undefined) {
    return unmeasured('The profile has no volume to compare with.');
  }
  const measured = telemetry?.lastMeasured.throughputPerMinute;
  if (!telemetry || !measured) {
    return unmeasured('The volume was not measured.');
  }
  const observedPerDay = measured.value * MINUTES_PER_DAY;
  const readers = readersOf(facets);
  const value = observedNumber(
    evidence,
    telemetry,
    measured,
    `${grouped(observedPerDay)} a day at the current rate; ${whose} says ${grouped(perDay)}`,
  );
  return observedPerDay > PEAK_FACTOR * readers * perDay
    ? fail(
        `The current rate is more than ${PEAK_FACTOR} times what ${whose} says.`,
        value,
      )
    : pass(`The current rate fits ${whose}.`, value);
};

const latency: CheckFunction = evidence => {
  const { whose, value: acceptedMs } = neededOf(evidence, 'latencyMs');
  const { telemetry } = evidence;
  if (!acceptedMs) {
    return unmeasured('The profile has no latency to compare with.');
  }
  if (!telemetry) {
    return unmeasured('The latency was not measured.');
  }
  const measured = telemetry.lastMeasured.p95Ms;
  const run = telemetry.summary?.runs?.lastRun;
  const ms = measured?.value ?? run?.durationMs;
  if (ms === undefined) {
    return unmeasured('The latency was not measured.');
  }
  const value = `${duration(ms)}; ${whose} accepts ${duration(acceptedMs)}`;
  const piece = measured
    ? observedNumber(evidence, telemetry, measured, value)
    : observed(
        evidence,
        telemetry,
        value,
        run!.endedAt ?? run!.startedAt,
        'runs',
      );
  return ms > acceptedMs
    ? fail(`${duration(ms)} is longer than ${whose} accepts.`, piece)
    : pass(`It is as fast as ${whose} asks for.`, piece);
};

const ownPipeline: CheckFunction = evidence => {
  const pipeline = evidence.spec.delivery?.pipeline;
  const { interaction } = evidence.facets;
  if (!pipeline || !interaction) {
    return unmeasured(
      'No pipeline is named, so it is not known what shares it.',
      declared(evidence, 'no pipeline'),
    );
  }
  const isBatch = interaction === 'batch';
  const others = evidence.catalog.pipelineMates.filter(
    mate => (mate.interaction === 'batch') !== isBatch,
  );
  return others.length > 0
    ? fail(
        `${isBatch ? 'Real time' : 'Batch'} shares its pipeline: ${listed(others.map(mate => nameOf(mate.entityRef)))}.`,
        declared(evidence, pipeline),
      )
    : pass(
        'Nothing of the other kind shares its pipeline.',
        declared(evidence, pipeline),
      );
};

export const classificationChecks: Record<string, CheckFunction> = {
  'classification-criticality': criticality,
  'classification-data': data,
  'classification-personal-data': personalData,
  'classification-profile': profile,
  'classification-pattern': pattern,
  'classification-volume': volume,
  'classification-latency': latency,
  'classification-own-pipeline': ownPipeline,
};
