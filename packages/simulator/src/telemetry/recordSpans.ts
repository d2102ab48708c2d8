import { SpanContext, SpanKind } from '@opentelemetry/api';
import { drawSeconds, latencyModel } from '../chance/LatencyModel';
import { Random } from '../chance/Random';
import { Outcome } from '../scenario/behaviour';
import { CallFlow, Flow, MessagingFlow, Operation } from '../scenario/flow';
import {
  callTraffic,
  Cell,
  messageTraffic,
  operationName,
  Period,
} from '../traffic/flowTraffic';
import { Landscape } from '../traffic/Landscape';
import { callAttributes, CallSide, isError, isSeenBy } from './callAttributes';
import { messageAttributes } from './messageAttributes';
import { SpanRecorder } from './SpanRecorder';

/** How the time that a caller waits is spent: a way there, the called side's work, a way back. */
const wayShare = 0.04;

/** Tail sampling keeps so much of what went well. */
const keptAnyway = 0.1;

/** Records a sample of a flow's calls or messages in a period: `share` of all. */
export function recordSpans(
  recorder: SpanRecorder,
  landscape: Landscape,
  flow: Flow,
  period: Period,
  share: number,
): void {
  const random = Random.of(
    landscape.scenario.seed,
    flow.name,
    'spans',
    period.fromMs,
    period.toMs,
  );
  recorder.begin(random, flow.sampling === 'tail' ? undefined : share);
  if (flow.protocol === 'messaging') {
    recordMessages(recorder, landscape, flow, period, share, random);
    return;
  }
  for (const { operation, cells } of callTraffic(landscape, flow, period)) {
    for (const cell of cells) {
      for (let left = sampled(flow, cell, share, random); left > 0; left -= 1) {
        recordCall(recorder, flow, operation, cell, period, random);
      }
    }
  }
}

/** How many of a cell's calls leave a trace. */
function sampled(
  flow: Flow,
  { count, outcome }: Cell,
  share: number,
  random: Random,
): number {
  if (flow.sampling === 'tail') {
    return outcome
      ? count
      : random.binomial(count, Math.max(share, keptAnyway));
  }
  return random.binomial(count, share);
}

function startIn({ fromMs, toMs }: Period, random: Random): number {
  return fromMs + random.uniform() * (toMs - fromMs);
}

function recordCall(
  recorder: SpanRecorder,
  flow: CallFlow,
  operation: Operation,
  cell: Cell,
  period: Period,
  random: Random,
): void {
  const startMs = startIn(period, random);
  const durationMs = drawSeconds(cell.latency, random) * 1000;
  const path = fillIn(operation, random);
  const resent =
    flow.resendShare > 0 &&
    random.uniform() < flow.resendShare / (1 + flow.resendShare);
  const record = (side: CallSide, service: string, parent?: SpanContext) => {
    const attributes = {
      ...callAttributes(flow, operation, side, cell.outcome),
      ...addressAttributes(flow, side, path),
      ...capturedHeaders(flow, cell.outcome),
      ...(resent && side === 'client' && { 'http.request.resend_count': 1 }),
    };
    const way = side === 'server' ? durationMs * wayShare : 0;
    return recorder.record({
      service,
      environment: flow.environment,
      kind: side === 'client' ? SpanKind.CLIENT : SpanKind.SERVER,
      name: operationName({ ...operation, name: undefined }),
      attributes,
      startMs: startMs + way,
      endMs: startMs + durationMs - way,
      failed: isError(attributes),
      parent,
    });
  };
  const caller =
    flow.from && flow.reportedBy.includes('client')
      ? record('client', flow.from)
      : undefined;
  if (
    flow.reportedBy.includes('server') &&
    isSeenBy('server', flow, cell.outcome)
  ) {
    record('server', flow.to, caller);
  }
}

function fillIn(operation: Operation, random: Random): string {
  return (operation.route ?? '').replace(/\{[^}]*\}/g, () =>
    String(10_000 + Math.floor(random.uniform() * 90_000)),
  );
}

function addressAttributes(flow: CallFlow, side: CallSide, path: string) {
  if (flow.protocol === 'rpc') {
    return {};
  }
  if (side === 'client') {
    const port = flow.port ? `:${flow.port}` : '';
    return { 'url.full': `${flow.scheme}://${flow.address}${port}${path}` };
  }
  return {
    'url.path': path,
    ...(flow.userAgent && { 'user_agent.original': flow.userAgent }),
  };
}

/** As the conventions have them: a list, with a text for each line of the field. */
function capturedHeaders(flow: CallFlow, outcome?: Outcome) {
  const isAnswered = !outcome || outcome.status !== undefined;
  if (flow.protocol === 'rpc' || !isAnswered) {
    return {};
  }
  return Object.fromEntries(
    Object.entries(flow.responseHeaders).map(([name, value]) => [
      `http.response.header.${name}`,
      [value],
    ]),
  );
}

function recordMessages(
  recorder: SpanRecorder,
  landscape: Landscape,
  flow: MessagingFlow,
  period: Period,
  share: number,
  random: Random,
): void {
  const { published, consumed } = messageTraffic(landscape, flow, period);
  for (const cell of published) {
    for (let left = sampled(flow, cell, share, random); left > 0; left -= 1) {
      const startMs = startIn(period, random);
      const endMs = startMs + drawSeconds(cell.latency, random) * 1000;
      const link = flow.reportedBy.includes('producer')
        ? recorder.record({
            service: flow.from,
            environment: flow.environment,
            kind: SpanKind.PRODUCER,
            name: `publish ${flow.destination}`,
            attributes: messageAttributes(flow, undefined, cell.outcome),
            startMs,
            endMs,
            failed: Boolean(cell.outcome),
          })
        : undefined;
      if (flow.reportedBy.includes('consumer') && !cell.outcome) {
        for (const { consumer, cells } of consumed) {
          const processing = pick(cells, random);
          const delayMs =
            drawSeconds(latencyModel(consumer.delay), random) * 1000;
          const workMs = processing
            ? drawSeconds(processing.latency, random) * 1000
            : 0;
          if (processing) {
            recorder.record({
              service: consumer.service,
              environment: flow.environment,
              kind: SpanKind.CONSUMER,
              name: `process ${flow.destination}`,
              attributes: messageAttributes(flow, consumer, processing.outcome),
              startMs: endMs + delayMs,
              endMs: endMs + delayMs + workMs,
              failed: Boolean(processing.outcome),
              link,
            });
          }
        }
      }
    }
  }
}

/** One of the cells, each as likely as it has calls. */
function pick(cells: Cell[], random: Random): Cell | undefined {
  const total = cells.reduce((sum, { count }) => sum + count, 0);
  let position = random.uniform() * total;
  return cells.find(({ count }) => {
    position -= count;
    return position < 0;
  });
}
