import { TrendFinding, TrendState } from './TrendFinding';

/**
 * The state once the owner has accepted a new level as usual: what was before
 * the change is read as if it had been at the new level, so that the next
 * change is seen without learning for weeks first.
 *
 * @param finding - the latest for this state
 */
export function acceptLevel(
  state: TrendState,
  finding: TrendFinding,
): TrendState {
  const { raised, accepted } = state;
  if (!raised || finding.ratio === undefined) {
    return state;
  }
  return {
    accepted: {
      fromMs: raised.sinceMs,
      untilMs: raised.settledMs,
      ratio:
        finding.ratio *
        (accepted && accepted.untilMs > raised.baseline.fromMs ? 1 : 1),
    },
  };
}
