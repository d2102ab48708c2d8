import { parseDurationMs } from '@tieline/plugin-integrations-common';
import {
  CheckFunction,
  declared,
  fail,
  Finding,
  observed,
  pass,
  told,
  unmeasured,
} from '../finding';
import { HeldDrill } from '@tieline/plugin-integrations-node/checks';
import { drillPage } from '../../drills/Drill';
import { productionOf, reachablePeople } from './facts';
import { shownByFaultTest } from './shownByFaultTest';
import { counted, doubledWords, listed } from './words';

const DAY_MS = 86_400_000;
const CREDENTIAL_DAYS = 30;

const repeatingIsSafe: CheckFunction = evidence => {
  const { idempotency, rerunSafe, controlTotals } =
    evidence.spec.reliability ?? {};
  if (evidence.facets.interaction === 'batch') {
    const lacking = [
      !rerunSafe && 'a safe rerun',
      !controlTotals && 'control totals',
    ].filter(part => typeof part === 'string');
    return lacking.length === 0
      ? pass(
          'YAML says a rerun is safe and totals are checked.',
          declared(evidence, 'rerun safe, control totals'),
        )
      : fail(
          `Not stated: ${listed(lacking)}.`,
          declared(evidence, `no ${lacking.join(', no ')}`),
        );
  }
  if (!idempotency) {
    return fail(
      'There is no idempotency key: a repeat counts twice.',
      declared(evidence, 'no idempotency key'),
    );
  }
  return idempotency.deduplication
    ? pass(
        `YAML says repeats are dropped by ${idempotency.key}.`,
        declared(evidence, `key ${idempotency.key}, deduplication`),
      )
    : fail(
        `The key ${idempotency.key} is there, but nobody drops repeats by it.`,
        declared(evidence, `key ${idempotency.key}, no deduplication`),
      );
};

/** What doubled since goes before any test, and before what is stated. */
function unlessSeenDoubled(otherwise: CheckFunction): CheckFunction {
  return (evidence, context) => {
    const { telemetry } = evidence;
    const reconciliation = telemetry?.summary?.reconciliation;
    if (!telemetry?.summary || reconciliation?.state !== 'doubled') {
      return otherwise(evidence, context);
    }
    const words = doubledWords(reconciliation);
    return fail(
      `A repeat was taken for new: ${words}.`,
      observed(
        evidence,
        telemetry,
        words,
        telemetry.summary.evaluatedAt,
        'reconciliation',
      ),
    );
  };
}

const retries: CheckFunction = evidence => {
  const retry = evidence.spec.reliability?.retry;
  if (!retry) {
    return fail('No retries are stated.', declared(evidence, 'no retries'));
  }
  const { strategy, maxAttempts } = retry;
  const asynchronous = evidence.facets.interaction !== 'request';
  if (strategy === 'none') {
    return asynchronous
      ? fail('What fails is not tried again.', declared(evidence, 'no retries'))
      : pass(
          'YAML says it is not tried again.',
          declared(evidence, 'one attempt'),
        );
  }
  if (maxAttempts === undefined) {
    return fail(
      'The retries have no bound.',
      declared(evidence, `${strategy}, no bound`),
    );
  }
  const value = declared(
    evidence,
    `${strategy}, ${counted(maxAttempts, 'attempt', 'attempts')}`,
  );
  return asynchronous && strategy !== 'exponential'
    ? fail('The pause between attempts does not grow.', value)
    : pass(`YAML says ${counted(maxAttempts, 'attempt', 'attempts')}.`, value);
};

const deadLetters: CheckFunction = evidence => {
  const { telemetry, reliability } = evidence.spec;
  const measured = evidence.telemetry?.summary?.deadLetters ?? [];
  if (evidence.telemetry && measured.length > 0) {
    const pieces = measured.map(({ queue, depth, at }) =>
      observed(
        evidence,
        evidence.telemetry!,
        `${queue}: ${counted(depth, 'message', 'messages')}`,
        at,
        'queue depth',
      ),
    );
    return reachablePeople(evidence) > 0
      ? pass(
          `Its depth is measured, and an alarm reaches its owner: ${listed(measured.map(({ queue }) => queue))}.`,
          ...pieces,
        )
      : fail('Its depth is measured, but an alarm reaches nobody.', ...pieces);
  }
  const queues = telemetry?.deadLetterQueues ?? [];
  const named =
    queues.length === 0 && reliability?.deadLetter
      ? [reliability.deadLetter]
      : queues;
  return named.length === 0
    ? fail(
        'There is no dead-letter queue: what fails is lost or blocks the rest.',
        declared(evidence, 'no dead-letter queue'),
      )
    : {
        ...unmeasured(
          `Nobody measures the depth of ${listed(named)}.`,
          declared(evidence, listed(named)),
        ),
        needsProof: true,
      };
};

const timeout: CheckFunction = evidence => {
  const value = evidence.spec.reliability?.timeout;
  return value && parseDurationMs(value) !== undefined
    ? pass(`YAML says ${value}.`, declared(evidence, value))
    : fail('No timeout is stated.', declared(evidence, 'no timeout'));
};

const circuitBreaker: CheckFunction = evidence =>
  evidence.spec.reliability?.circuitBreaker
    ? pass('YAML says there is one.', declared(evidence, 'circuit breaker'))
    : fail(
        'A target that is down is called on and on.',
        declared(evidence, 'no circuit breaker'),
      );

const fallback: CheckFunction = evidence => {
  const value = evidence.spec.reliability?.fallback;
  return value
    ? pass('YAML says what happens instead.', declared(evidence, value))
    : fail('No fallback is stated.', declared(evidence, 'no fallback'));
};

const expectedBy: CheckFunction = evidence => {
  const schedules = (evidence.spec.dataFlows ?? []).flatMap(flow =>
    flow.schedule ? [flow.schedule] : [],
  );
  if (schedules.length === 0) {
    return fail(
      'No schedule is stated: a missing run goes unnoticed.',
      declared(evidence, 'no schedule'),
    );
  }
  const open = schedules.filter(schedule => !schedule.expectedBy);
  return open.length > 0
    ? fail(
        'The schedule does not say by when a run has to be complete.',
        declared(evidence, listed(open.map(({ cron }) => cron))),
      )
    : pass(
        `A run is expected by ${listed(schedules.map(schedule => schedule.expectedBy!))}.`,
        declared(evidence, listed(schedules.map(({ cron }) => cron))),
      );
};

const rejectFile: CheckFunction = evidence => {
  const value = evidence.spec.reliability?.deadLetter;
  return value
    ? pass('YAML says where rejected records go.', declared(evidence, value))
    : fail(
        'It is not stated where rejected records go.',
        declared(evidence, 'no reject file'),
      );
};

const credentials: CheckFunction = (evidence, { now }) => {
  const guarded = (evidence.spec.endpoints ?? []).filter(
    ({ auth }) => auth && auth.method !== 'none',
  );
  if (guarded.length === 0) {
    return unmeasured(
      'No endpoint says how it authenticates.',
      declared(evidence, 'no authentication stated'),
    );
  }
  const bound = now.getTime() + CREDENTIAL_DAYS * DAY_MS;
  const ending = guarded.filter(
    ({ auth }) =>
      auth?.credentialExpires && Date.parse(auth.credentialExpires) < bound,
  );
  if (ending.length > 0) {
    const [first] = ending;
    const date = first.auth!.credentialExpires!;
    const verb = Date.parse(date) < now.getTime() ? 'expired' : 'expires';
    return fail(
      `The credential of ${first.name} ${verb} on ${date}.`,
      ...ending.map(({ name, auth }) =>
        declared(evidence, `${name}: ${auth!.credentialExpires}`),
      ),
    );
  }
  const undated = guarded.filter(({ auth }) => !auth?.credentialExpires);
  return undated.length > 0
    ? unmeasured(
        `No expiry date is stated for ${listed(undated.map(({ name }) => name))}.`,
        declared(evidence, 'no expiry date'),
      )
    : pass(
        `None of ${guarded.length} expires within ${CREDENTIAL_DAYS} days.`,
        ...guarded.map(({ name, auth }) =>
          declared(evidence, `${name}: ${auth!.credentialExpires}`),
        ),
      );
};

/** A fault test is made of an error, and runs outside production or says where it does not. */
const errorSeen: CheckFunction = evidence => {
  const test = evidence.told.lastFaultTest();
  return test && test.environment !== productionOf(evidence)
    ? pass(`A fault test made it fail in ${test.environment}.`, told(test))
    : unmeasured('No failure was seen outside production.');
};

/** The newest rehearsal counts: a drill that people held, or a fault test. */
const drill: CheckFunction = evidence => {
  const { drill: held } = evidence;
  const test = evidence.told.lastFaultTest();
  if (held && !(test && Date.parse(test.at) > Date.parse(held.at))) {
    return ofHeldDrill(held);
  }
  return test
    ? pass(`A fault test rehearsed it: ${test.facts.scenario}.`, told(test))
    : unmeasured('No drill is recorded.');
};

/** What shows it makes it as good as a test; without that it is somebody's word. */
function ofHeldDrill(held: HeldDrill): Finding {
  const { failureMode, outcome, environment, artefact, at } = held;
  const piece = {
    value: `${failureMode}, in ${environment}: ${outcome}`,
    source: 'drill',
    href: artefact ?? drillPage(held.id),
    grade: artefact ? ('tested' as const) : ('attested' as const),
    at,
  };
  switch (outcome) {
    case 'passed':
      return pass(`A drill rehearsed it: ${failureMode}.`, piece);
    case 'partly':
      return pass(
        `A drill rehearsed it: ${failureMode}. It worked in part.`,
        piece,
      );
    default:
      return fail(
        `The last drill failed: ${failureMode}. Hold it again once its findings are done.`,
        piece,
      );
  }
}

export const failureHandlingChecks: Record<string, CheckFunction> = {
  'failure-repeating-is-safe': unlessSeenDoubled(
    shownByFaultTest('repeating-is-safe', repeatingIsSafe),
  ),
  'failure-retries': shownByFaultTest('retries', retries),
  'failure-dead-letters': deadLetters,
  'failure-timeout': shownByFaultTest('timeout', timeout),
  'failure-circuit-breaker': shownByFaultTest(
    'circuit-breaker',
    circuitBreaker,
  ),
  'failure-fallback': shownByFaultTest('fallback', fallback),
  'failure-expected-by': expectedBy,
  'failure-reject-file': shownByFaultTest('reject-file', rejectFile),
  'failure-error-seen': errorSeen,
  'failure-drill': drill,
  'failure-credentials': credentials,
};
