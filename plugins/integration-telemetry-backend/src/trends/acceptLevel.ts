import { TrendFinding, TrendState } from './TrendFinding';

/**
 * The state once the owner has accepted a new level as usual: what was before
 * the change is read as if it had been at the new level, so that the next
 * change is seen without learning for weeks first.
 *
 * @param finding - the latest for this state
 * @returns the state as it is where nothing is raised, or its level is unknown for the time being
 */
export function acceptLevel(
  state: TrendState,
  finding: TrendFinding,
): TrendState {
  const { raised, accepted = [] } = state;
  if (!raised || finding.ratio === undefined) {
    return state;
  }
  const level = {
    fromMs: raised.sinceMs,
    untilMs: raised.settledMs,
    ratio: finding.ratio,
  };
  return { accepted: [...accepted, level] };
}
