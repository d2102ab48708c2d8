import { ProjectedIntegration } from '@tieline/plugin-integrations-node';
import { RunJudge, scheduleOf } from '../runs/RunJudge';
import { AlarmEpisode } from './AlarmEpisode';

const MINUTE_MS = 60_000;

/**
 * When runs were late, missing, short or failed: what would have been said
 * right after each of them was due.
 */
export async function runEpisodes(
  runs: RunJudge,
  integration: ProjectedIntegration,
  environment: string,
  range: { fromMs: number; toMs: number },
): Promise<AlarmEpisode[]> {
  if (!scheduleOf(integration)) {
    return [];
  }
  const due = (
    await runs.listOccurrences(integration, environment, range, range.toMs)
  ).flatMap(({ dueMs }) => (dueMs === undefined ? [] : [dueMs + MINUTE_MS]));
  const episodes: AlarmEpisode[] = [];
  let open: AlarmEpisode | undefined;
  for (const atMs of due) {
    const judged = await runs.judge(integration, environment, atMs);
    const reason = judged?.reasons.find(
      ({ status }) => status === 'failing' || status === 'degraded',
    );
    if (open && reason?.code === open.reason.code) {
      open.endMs = atMs;
    } else {
      if (open) {
        open.endMs = atMs;
        episodes.push(open);
      }
      open = reason && {
        onsetMs: reason.since ? Date.parse(reason.since) : atMs,
        endMs: range.toMs,
        status: reason.status,
        reason,
      };
    }
  }
  // What is not over yet is no history.
  return episodes;
}
