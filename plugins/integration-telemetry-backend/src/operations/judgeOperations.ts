import {
  Engine,
  Operations,
  OperationsProblem,
} from '@tieline/plugin-integrations-common/telemetry';
import { countOf, formatCount, formatDuration } from '../health/wording';

type Facts = Omit<Operations, 'readAt' | 'problems'>;
type Refusals = Facts['process']['refused'];

/** The flush comes round within five seconds; three of them gone by is no chance. */
const BEHIND_MS = 15_000;
const FAR_BEHIND_MS = 60_000;

/** From this share of the limit on somebody should know of it. */
const NEAR_LIMIT_SHARE = 0.8;

/** What a sender sends again by itself. The rest it drops. */
const isRetried = (httpStatus: number) =>
  [429, 502, 503, 504].includes(httpStatus);

/** What to do where a status was the most frequent one. */
const ADVICE: Record<number, string> = {
  400: 'A sender’s bodies are no OTLP: it was told why in the answer, and most senders log that.',
  401: 'A sender has no token, or one that is no longer valid. Tokens stand in backend.auth.externalAccess.',
  403: 'A sender’s token lacks integration.telemetry.ingest, or is bound to another environment or owner.',
  405: 'Somebody opens the receiver’s address without sending: OTLP is sent with POST.',
  413: 'Let the sender send smaller batches, or raise integrationTelemetry.otlp.maxBodyBytes.',
  415: 'Let the sender send application/x-protobuf or application/json, with gzip or without.',
};

function words(refusals: Refusals): string {
  return refusals
    .map(
      ({ httpStatus, reason, count }) =>
        `${formatCount(count.recent)} × ${httpStatus} “${reason}”`,
    )
    .join(', ');
}

const recentOf = (refusals: Refusals) =>
  refusals.reduce((sum, { count }) => sum + count.recent, 0);

function judgeInbox({ inbox }: Facts, nowMs: number): OperationsProblem[] {
  const problems: OperationsProblem[] = [];
  const waitingMs = inbox.oldestAt ? nowMs - Date.parse(inbox.oldestAt) : 0;
  if (waitingMs >= BEHIND_MS) {
    problems.push({
      code: 'inbox-behind',
      status: waitingMs >= FAR_BEHIND_MS ? 'failing' : 'degraded',
      headline: `What was received is not readable yet: the oldest waits for ${
        waitingMs < FAR_BEHIND_MS
          ? `${Math.floor(waitingMs / 1000)} s`
          : formatDuration(waitingMs)
      }`,
      detail: `${countOf(inbox.rows, 'request')} in the inbox`,
      advice:
        'Nothing is lost: they are on disk. Look in the backend’s log for errors of the database; where there are none, more arrives than this database can write.',
    });
  }
  if (inbox.setAside > 0) {
    problems.push({
      code: 'set-aside',
      status: 'degraded',
      headline: `${countOf(inbox.setAside, 'request')} could not be merged and ${
        inbox.setAside === 1 ? 'was' : 'were'
      } set aside`,
      advice:
        'The backend’s log has the reason. They stay in the table inbox, with set_aside true, until somebody removes or releases them.',
    });
  }
  return problems;
}

function judgeRefusals({ process }: Facts): OperationsProblem[] {
  const problems: OperationsProblem[] = [];
  const { recentMinutes } = process;
  const lately = process.refused
    .filter(({ count }) => count.recent > 0)
    .sort((left, right) => right.count.recent - left.count.recent);
  const retried = lately.filter(({ httpStatus }) => isRetried(httpStatus));
  const dropped = lately.filter(({ httpStatus }) => !isRetried(httpStatus));
  const taken = process.signals.reduce(
    (sum, { requests }) => sum + requests.recent,
    0,
  );
  if (retried.length > 0) {
    const asked = recentOf(retried);
    problems.push({
      code: 'unavailable',
      status: asked > taken ? 'failing' : 'degraded',
      headline: `Senders were asked to come back later ${formatCount(asked)} times in the last ${recentMinutes} min`,
      detail: `${words(retried)}; ${countOf(taken, 'request')} taken`,
      advice:
        'Senders repeat these by themselves, as long as they can hold them. With 429 more arrives at once than integrationTelemetry.otlp.maxBytesInFlight allows; with 503 the database could not write.',
    });
  }
  if (dropped.length > 0) {
    problems.push({
      code: 'turned-away',
      status: 'degraded',
      headline: `${countOf(recentOf(dropped), 'request')} turned away in the last ${recentMinutes} min, which senders do not repeat`,
      detail: words(dropped),
      advice:
        ADVICE[dropped[0].httpStatus] ??
        'The reason tells what the sender has to change.',
    });
  }
  return problems;
}

function judgeRejections({ process }: Facts): OperationsProblem[] {
  const lately = process.rejected.filter(({ count }) => count.recent > 0);
  if (lately.length === 0) {
    return [];
  }
  const items = lately.reduce((sum, { count }) => sum + count.recent, 0);
  return [
    {
      code: 'items-rejected',
      status: 'degraded',
      headline: `${countOf(items, 'item')} rejected in the last ${process.recentMinutes} min out of requests of which the rest was taken`,
      detail: lately
        .map(
          ({ signal, reason, count }) =>
            `${formatCount(count.recent)} of ${signal}: “${reason}”`,
        )
        .join(', '),
      advice:
        'Their senders were told in partialSuccess. The rest of each request counts; these items do not.',
    },
  ];
}

function judgeListener({ process }: Facts): OperationsProblem[] {
  const { state, host, port, message } = process.listener;
  if (state !== 'port-taken' && state !== 'failed') {
    return [];
  }
  return [
    {
      code: 'listener-down',
      status: 'degraded',
      headline:
        state === 'port-taken'
          ? `OTLP’s own port is taken: nothing listens for Tieline on ${host}:${port}`
          : `OTLP’s own port ${host}:${port} could not be opened`,
      detail: message,
      advice:
        'Telemetry is still taken on Backstage’s port below /api/integration-telemetry/otlp. Free the port, or choose another with integrationTelemetry.otlp.listen, and restart.',
    },
  ];
}

function judgeCardinality({ cardinality }: Facts): OperationsProblem[] {
  const problems: OperationsProblem[] = [];
  const { series, limit, perIntegrationLimit, overflowed, most } = cardinality;
  if (overflowed > 0) {
    problems.push({
      code: 'overflow',
      status: 'degraded',
      headline: `${formatCount(overflowed)} ${
        overflowed === 1 ? 'subject has' : 'subjects have'
      } more series than may be kept: the rest is counted together`,
      detail: most
        .filter(({ overflowedAt }) => overflowedAt)
        .slice(0, 3)
        .map(({ subject }) => subject)
        .join(', '),
      advice: `Calls are still counted, but not by operation, consumer and version. Look for an operation or version with an id in it; raise integrationTelemetry.cardinality (now ${formatCount(perIntegrationLimit)} each, ${formatCount(limit)} overall) only where the series are meant.`,
    });
  } else if (series >= NEAR_LIMIT_SHARE * limit) {
    problems.push({
      code: 'near-limit',
      status: 'degraded',
      headline: `${formatCount(series)} of ${formatCount(limit)} series are used`,
      advice:
        'Past the limit new series are counted together. Raise integrationTelemetry.cardinality.overall where they are meant.',
    });
  }
  return problems;
}

function judgeEngine(engine: Engine, nowMs: number): OperationsProblem[] {
  const { name, lastSuccessAt, labelSetsDropped } = engine;
  const problems: OperationsProblem[] = [];
  if (engine.status === 'out') {
    problems.push({
      code: 'engine-out',
      status: 'failing',
      headline: lastSuccessAt
        ? `The engine ${name} has not answered for ${formatDuration(nowMs - Date.parse(lastSuccessAt))}`
        : `The engine ${name} has never answered since this process started`,
      ...(engine.lastError && { detail: engine.lastError }),
      advice:
        'The last known status of its integrations stands, and their charts are missing, until it answers. Look whether it runs, and whether its address and token in integrationTelemetry.engines are right.',
    });
  }
  if (labelSetsDropped > 0) {
    problems.push({
      code: 'engine-limit',
      status: 'degraded',
      headline: `The engine ${name} has ${countOf(labelSetsDropped, 'label set')} more than are told apart`,
      advice:
        'What is past the limit is not seen. Look for a label with an id in it; raise maxSeries of the engine only where they are meant, or ask for fewer with its filter.',
    });
  }
  return problems;
}

/** What needs somebody, worst first, each with what to do. */
export function judgeOperations(
  facts: Facts,
  nowMs: number,
  engines: readonly Engine[] = [],
): OperationsProblem[] {
  const problems = [
    ...judgeInbox(facts, nowMs),
    ...judgeRefusals(facts),
    ...judgeListener(facts),
    ...judgeRejections(facts),
    ...judgeCardinality(facts),
    ...engines.flatMap(engine => judgeEngine(engine, nowMs)),
  ];
  const rank = (problem: OperationsProblem) =>
    problem.status === 'failing' ? 0 : 1;
  return problems.sort((left, right) => rank(left) - rank(right));
}
