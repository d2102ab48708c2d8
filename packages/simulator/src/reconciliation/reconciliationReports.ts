import { ReconciliationReport } from '@tieline/plugin-integrations-common/telemetry';
import { Random } from '../chance/Random';
import { durationMs, momentMs } from '../scenario/fields';
import { Flow } from '../scenario/flow';
import { Reconciliation } from '../scenario/reconciliation';
import {
  callTraffic,
  Cell,
  messageTraffic,
  Period,
} from '../traffic/flowTraffic';
import { Landscape } from '../traffic/Landscape';

/**
 * What both sides of all reconciliations say in a period: of the windows that
 * the receiver has counted in it, oldest first.
 */
export function reconciliationsIn(
  landscape: Landscape,
  period: Period,
): ReconciliationReport[] {
  return landscape.scenario.reconciliations.flatMap(item =>
    windowsCounted(landscape, item, period).flatMap(window =>
      reportWindow(landscape, item, window),
    ),
  );
}

function windowsCounted(
  { anchorMs }: Landscape,
  item: Reconciliation,
  { fromMs, toMs }: Period,
): Period[] {
  const [widthMs, delayMs] = [item.every, item.delay].map(durationMs);
  const firstMs = anchorMs + durationMs(item.offset);
  const windows: Period[] = [];
  let number = Math.ceil((fromMs - delayMs - firstMs) / widthMs) - 1;
  for (;;) {
    const window = {
      fromMs: firstMs + number * widthMs,
      toMs: firstMs + (number + 1) * widthMs,
    };
    if (window.toMs + delayMs >= toMs) {
      return windows;
    }
    windows.push(window);
    number += 1;
  }
}

function reportWindow(
  landscape: Landscape,
  item: Reconciliation,
  window: Period,
): ReconciliationReport[] {
  const { anchorMs, scenario } = landscape;
  const random = Random.of(scenario.seed, item.name, window.fromMs);
  const flow = scenario.flows.find(({ name }) => name === item.flow)!;
  const sent = countSent(landscape, flow, window, random);
  const rejected = random.binomial(sent, item.rejectedShare);
  const deduplicated = random.binomial(sent - rejected, item.deduplicatedShare);
  let received = sent - rejected - deduplicated;
  for (const { from, to, doubledShare, lostShare } of item.incidents) {
    const holds =
      (!from || window.fromMs - anchorMs >= momentMs(from)) &&
      (!to || window.fromMs - anchorMs < momentMs(to));
    if (holds) {
      received +=
        random.binomial(sent, doubledShare) - random.binomial(sent, lostShare);
    }
  }
  const from = new Date(window.fromMs).toISOString();
  const common = {
    integration: item.integration,
    environment: item.environment,
    ...(item.dataFlow && { flow: item.dataFlow }),
    ...(item.unit && { unit: item.unit }),
    from,
    to: new Date(window.toMs).toISOString(),
  };
  return [
    { ...common, id: `${item.name}/${from}/sent`, source: item.sentBy, sent },
    {
      ...common,
      id: `${item.name}/${from}/received`,
      source: item.receivedBy,
      received,
      rejected,
      deduplicated,
    },
  ];
}

/** What was sent, each once however often it was tried. */
function countSent(
  landscape: Landscape,
  flow: Flow,
  window: Period,
  random: Random,
): number {
  const count = (cells: Cell[]) =>
    cells.reduce((sum, cell) => sum + cell.count, 0);
  if (flow.protocol === 'messaging') {
    return count(messageTraffic(landscape, flow, window).published);
  }
  const calls = callTraffic(landscape, flow, window).reduce(
    (sum, { cells }) => sum + count(cells),
    0,
  );
  const { resendShare } = flow;
  return calls - random.binomial(calls, resendShare / (1 + resendShare));
}
