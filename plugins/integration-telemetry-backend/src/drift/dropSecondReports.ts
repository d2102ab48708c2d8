import { MeasuredFlow } from './FlowStore';
import { isMessaging } from './isMessaging';

/** In place of a name; none has this character. */
const ANY = '\u0000';

/**
 * The called side's report of a call whose caller it only knows by address is
 * left out where a caller reported the same call.
 */
export function dropSecondReports(
  flows: readonly MeasuredFlow[],
): MeasuredFlow[] {
  const callOf = (flow: MeasuredFlow) =>
    [flow.environment, flow.protocol, flow.destination].join('\u0001');
  // What a called side may know of who calls: everything, or less.
  const reported = new Set<string>();
  const reportOf = (flow: MeasuredFlow, source: string, target: string) =>
    [callOf(flow), source, target].join('\u0001');
  for (const flow of flows) {
    if (flow.side === 'caller') {
      // A caller that only knows an address may well mean any service.
      const target = flow.target_service ? flow.target_name : ANY;
      reported.add(reportOf(flow, flow.source_name, target));
      reported.add(reportOf(flow, ANY, target));
    }
  }
  // Metrics name no path where their spans do.
  const endsOf = (flow: MeasuredFlow) =>
    [
      flow.environment,
      flow.side,
      flow.protocol,
      flow.source_name,
      flow.target_name,
    ].join('\u0001');
  const precise = new Set(
    flows.filter(({ destination }) => destination).map(endsOf),
  );
  // What says more may be reported for less long: traces often come later.
  const knownSince = new Map<string, number>();
  for (const flow of flows) {
    if (!flow.destination) {
      knownSince.set(endsOf(flow), flow.first_seen_ms);
    }
  }
  const kept = flows.filter(flow => {
    if (!flow.destination && precise.has(endsOf(flow))) {
      return false;
    }
    if (flow.side === 'caller' || isMessaging(flow.protocol)) {
      return true;
    }
    const source = flow.source_service ? flow.source_name : ANY;
    return (
      !reported.has(reportOf(flow, source, flow.target_name)) &&
      !reported.has(reportOf(flow, source, ANY))
    );
  });
  return kept.map(flow => {
    const since = knownSince.get(endsOf(flow)) ?? Infinity;
    return since < flow.first_seen_ms
      ? { ...flow, known_since_ms: since }
      : flow;
  });
}
