import {
  CheckFunction,
  declared,
  fail,
  Finding,
  observed,
  observedNumber,
  pass,
  unmeasured,
} from '../finding';
import {
  Measured,
  TelemetryEvidence,
} from '../../evidence/IntegrationEvidence';
import { alarmAcknowledged } from './alarmAcknowledged';
import { reachablePeople } from './facts';
import { runbook } from './runbook';
import { shownByFaultTest } from './shownByFaultTest';
import { counted, duration, listed, percent, withStop } from './words';

const notAskedYet = 'Telemetry has not answered yet.';

/** Why a number is missing, as telemetry says it. */
function whyUnmeasured(telemetry: TelemetryEvidence): string {
  const { summary } = telemetry;
  if (summary?.calls?.unmeasuredBecause) {
    return summary.calls.unmeasuredBecause;
  }
  return summary?.reasons[0]?.headline ?? 'Nothing was seen of it';
}

function missing(telemetry: TelemetryEvidence): Finding {
  return unmeasured(withStop(whyUnmeasured(telemetry)));
}

const seen: CheckFunction = evidence => {
  const { telemetry } = evidence;
  if (!telemetry) {
    return unmeasured(notAskedYet);
  }
  const { summary } = telemetry;
  if (summary?.lastSeenAt) {
    const { calls } = summary;
    return pass(
      `Last seen ${summary.lastSeenAt.slice(0, 16).replace('T', ' ')} UTC.`,
      observed(
        evidence,
        telemetry,
        `last seen ${summary.lastSeenAt}`,
        summary.lastSeenAt,
        calls ? `${calls.source}, ${calls.side}` : 'runs',
      ),
    );
  }
  const unmatched = summary?.reasons.find(({ code }) => code === 'no-matchers');
  return unmatched
    ? fail(
        'Telemetry can not be told to be of it: it names no matchers.',
        declared(evidence, 'no matchers'),
      )
    : missing(telemetry);
};

function lastRun(telemetry: TelemetryEvidence) {
  const run = telemetry.summary?.runs?.lastRun;
  return run && run.result !== 'running' ? run : undefined;
}

function knownNumber(
  number: (telemetry: TelemetryEvidence) => Measured | undefined,
  inWords: (value: number) => string,
  ofRun: (run: NonNullable<ReturnType<typeof lastRun>>) => string | undefined,
): CheckFunction {
  return evidence => {
    const { telemetry } = evidence;
    if (!telemetry) {
      return unmeasured(notAskedYet);
    }
    const measured = number(telemetry);
    if (measured) {
      const value = inWords(measured.value);
      return pass(
        `It is ${value}.`,
        observedNumber(evidence, telemetry, measured, value),
      );
    }
    const run = lastRun(telemetry);
    const value = run && ofRun(run);
    return run && value
      ? pass(
          `The last run ${value}.`,
          observed(
            evidence,
            telemetry,
            `run ${run.id} ${value}`,
            run.endedAt ?? run.startedAt,
            'runs',
          ),
        )
      : missing(telemetry);
  };
}

const errorRate = knownNumber(
  telemetry => telemetry.lastMeasured.errorRate,
  value => `${percent(value)} of calls`,
  run => run.result,
);

const latency = knownNumber(
  telemetry => telemetry.lastMeasured.p95Ms,
  value => `${duration(value)} at the 95th percentile`,
  run =>
    run.durationMs === undefined
      ? undefined
      : `took ${duration(run.durationMs)}`,
);

const objective: CheckFunction = evidence => {
  const objectives = evidence.spec.objectives ?? [];
  return objectives.length > 0
    ? pass(
        `${counted(objectives.length, 'objective', 'objectives')} stated.`,
        declared(
          evidence,
          listed(
            objectives.map(
              ({ indicator, target, window }) =>
                `${indicator} ${target} % over ${window}`,
            ),
          ),
        ),
      )
    : fail('No objective is stated.', declared(evidence, 'no objective'));
};

const somebodyIsTold: CheckFunction = evidence => {
  const people = reachablePeople(evidence);
  const { onCall } = evidence.facets;
  if (people === 0) {
    return fail(
      'An alarm would reach nobody: no owner with people in it.',
      declared(evidence, 'nobody behind the owner'),
    );
  }
  const owner = evidence.catalog.owner?.entityRef;
  return onCall
    ? pass(
        `YAML says ${onCall} is on call.`,
        declared(evidence, `${onCall} on call; owner ${owner}`),
      )
    : fail(
        'Nobody is named as on call.',
        declared(evidence, `owner ${owner}, nobody on call`),
      );
};

const whereToStart: CheckFunction = evidence => {
  const { spec, telemetry } = evidence;
  const dashboard = spec.operations?.dashboard;
  if (dashboard) {
    return pass('A dashboard is named.', declared(evidence, dashboard));
  }
  const run = telemetry && lastRun(telemetry);
  if (run) {
    return pass(
      'Runs are recorded.',
      observed(
        evidence,
        telemetry,
        `run ${run.id}`,
        run.endedAt ?? run.startedAt,
        'runs',
      ),
    );
  }
  return telemetry?.summary?.calls?.source === 'spans' &&
    telemetry.summary.lastSeenAt
    ? pass(
        'Spans of it arrive.',
        observed(
          evidence,
          telemetry,
          'spans',
          telemetry.summary.lastSeenAt,
          'spans',
        ),
      )
    : fail(
        'No dashboard is named, and neither spans nor runs of it are kept.',
        declared(evidence, 'no dashboard'),
      );
};

export const observabilityChecks: Record<string, CheckFunction> = {
  'observability-seen': seen,
  'observability-error-rate': errorRate,
  'observability-latency': latency,
  'observability-objective': objective,
  'observability-somebody-is-told': shownByFaultTest(
    'somebody-is-told',
    somebodyIsTold,
  ),
  'observability-alarm-acknowledged': alarmAcknowledged,
  'observability-runbook': runbook,
  'observability-where-to-start': whereToStart,
};
