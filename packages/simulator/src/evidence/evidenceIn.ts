import { PushedEvidence } from '@tieline/plugin-integrations-common/governance';
import { createHash } from 'node:crypto';
import { durationMs } from '../scenario/fields';
import { PlannedEvidence } from './PlannedEvidence';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** So many runs of what comes again and again are told of the time before. */
const RUNS_BEFORE = 3;

/** From when on to when; the beginning is missing at the first look. */
export interface Look {
  fromMs?: number;
  toMs: number;
}

interface Planned {
  daysAgo?: number;
  every?: string;
}

/**
 * What a pipeline found since the last look, oldest first; undefined where that is nothing. Each
 * piece has an id that stays the same however often it is looked at, so that it may be pushed again.
 */
export function evidenceIn(
  plan: PlannedEvidence,
  look: Look,
): PushedEvidence | undefined {
  const dated = <Item extends Planned>(
    kind: string,
    items: readonly Item[],
    subjectOf?: (item: Item) => string,
  ) =>
    items
      .flatMap(item => {
        const { daysAgo, every, ...found } = item;
        return momentsOf(plan, item, look).map(({ atMs, name }) => ({
          ...found,
          atMs,
          id: ['demo', kind, subjectOf?.(item), name].filter(Boolean).join(' '),
        }));
      })
      .sort((one, other) => one.atMs - other.atMs)
      .map(({ atMs, ...found }) => ({
        ...found,
        at: new Date(atMs).toISOString(),
        href: `${plan.pipeline}/runs/${Math.floor(atMs / HOUR_MS)}`,
      }));
  const { testResults, deployments, dependencies, faultTests } = plan;
  const evidence: PushedEvidence = {
    testResults: dated('tests', testResults, ({ level }) => level),
    deployments: dated(
      'deployment',
      deployments,
      ({ environment }) => environment,
    ).map(one => ({
      ...one,
      version: one.version.replace(
        '{date}',
        one.at.slice(0, 10).replaceAll('-', '.'),
      ),
    })),
    dependencies: dated('dependencies', dependencies),
    faultTests: dated('fault-test', faultTests, ({ scenario }) =>
      digest(scenario).toString('hex').slice(0, 12),
    ),
  };
  return Object.values(evidence).some(list => list.length > 0)
    ? evidence
    : undefined;
}

/** When something will be found next; undefined where nothing comes again. */
export function nextEvidenceMs(
  plan: PlannedEvidence,
  nowMs: number,
): number | undefined {
  const { testResults, deployments, dependencies, faultTests } = plan;
  const moments = [testResults, deployments, dependencies, faultTests]
    .flat()
    .flatMap(({ every }) =>
      every === undefined
        ? []
        : [lastRun(plan, every, nowMs) + durationMs(every)],
    );
  return moments.length > 0 ? Math.min(...moments) : undefined;
}

function momentsOf(
  plan: PlannedEvidence,
  { daysAgo, every }: Planned,
  { fromMs, toMs }: Look,
): Array<{ atMs: number; name: string }> {
  if (every === undefined) {
    const days = daysAgo ?? 0;
    return fromMs === undefined
      ? [{ atMs: toMs - days * DAY_MS, name: `${days} d` }]
      : [];
  }
  const everyMs = durationMs(every);
  const lastMs = lastRun(plan, every, toMs);
  const runs =
    fromMs === undefined ? RUNS_BEFORE : Math.ceil((lastMs - fromMs) / everyMs);
  return Array.from({ length: Math.max(runs, 0) }, (_, back) => {
    const atMs = lastMs - back * everyMs;
    return { atMs, name: new Date(atMs).toISOString() };
  });
}

/** Runs of a pipeline lie on a grid of its own, whenever the simulator is started. */
function lastRun(
  { of }: PlannedEvidence,
  every: string,
  nowMs: number,
): number {
  const everyMs = durationMs(every);
  const offsetMs = digest(of).readUInt32BE() % everyMs;
  return Math.floor((nowMs - offsetMs) / everyMs) * everyMs + offsetMs;
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
