import { MeasuredFlow } from './FlowStore';
import { isMessaging } from './isMessaging';

/**
 * The called side's report of a call whose caller it only knows by address is
 * left out where a caller reported the same call.
 */
export function dropSecondReports(
  flows: readonly MeasuredFlow[],
): MeasuredFlow[] {
  const callOf = (flow: MeasuredFlow) =>
    [flow.environment, flow.protocol, flow.destination].join('\u0001');
  const called = new Map<string, MeasuredFlow[]>();
  for (const flow of flows) {
    if (flow.side === 'caller') {
      const known = called.get(callOf(flow));
      if (known) {
        known.push(flow);
      } else {
        called.set(callOf(flow), [flow]);
      }
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
  return flows.filter(flow => {
    if (!flow.destination && precise.has(endsOf(flow))) {
      return false;
    }
    if (flow.side === 'caller' || isMessaging(flow.protocol)) {
      return true;
    }
    return !called.get(callOf(flow))?.some(
      report =>
        (!flow.source_service || report.source_name === flow.source_name) &&
        // A caller that only knows an address may well mean this service.
        (!report.target_service || report.target_name === flow.target_name),
    );
  });
}
