import { DriftItem } from '@tieline/plugin-integrations-common/telemetry';
import { NewFlow, NewFlows } from '../drift/NewFlows';
import { Alarm, AlarmDetails } from './Alarm';
import { AlarmCourse } from './AlarmCourse';
import { AlarmStore } from './AlarmStore';
import { CauseOwners, NO_OWNERS } from './causeOwners';
import { describeFlows, describeJoined, toAlarmFlow } from './describeFlows';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** As long as the drift list shows what is not seen any more. */
const SHOWN_MS = 30 * DAY_MS;

/** What was first seen before that is no news, also where nobody was told of it then. */
const NEW_FOR_MS = 30 * DAY_MS;

/** What one caller begins to call within a day is one matter. */
const TOGETHER_MS = DAY_MS;

/** A caller that tries out thousands of paths is one alarm, and no longer than this. */
const MOST_LISTED = 50;

/** With so many calls it means something from the beginning, as with rates of errors. */
const ENOUGH_CALLS = 20;

/** What is still there an hour later was not somebody who tried something out. */
const LASTING_MS = HOUR_MS;

/**
 * Raises an alarm for new flows that nobody declared: one for each, or for all
 * that a caller begins at once with the same called system. Each replica does
 * so; what they write is the same.
 */
export class DriftAlarms {
  readonly #store: AlarmStore;
  readonly #flows: NewFlows;
  readonly #course: AlarmCourse;
  #owners: CauseOwners = NO_OWNERS;

  constructor(options: {
    store: AlarmStore;
    flows: NewFlows;
    course: AlarmCourse;
  }) {
    this.#store = options.store;
    this.#flows = options.flows;
    this.#course = options.course;
  }

  /** From now on these are the owners. */
  use(owners: CauseOwners): void {
    this.#owners = owners;
  }

  /** Brings alarms up to date with the drift that is stored. */
  async reconcile(nowMs: number): Promise<void> {
    const on = await this.#store.listOn(['drift']);
    const flows = await this.#flows.list(
      Math.min(
        nowMs - NEW_FOR_MS,
        // Late telemetry may move what is on further back.
        ...on.map(({ onsetMs }) => onsetMs - NEW_FOR_MS),
      ),
      nowMs,
    );
    const { ofAlarms, others } = assign(flows, on);
    const isWaiting =
      others.length > 0 && (await this.#flows.isReplaying(nowMs));
    for (const group of isWaiting
      ? []
      : groupNew(others.filter(flow => isWorthAnAlarm(flow, nowMs)))) {
      const known = on.find(
        alarm => ofAlarms.has(alarm.id) && isOneMatter(alarm, group[0]),
      );
      if (known) {
        ofAlarms.get(known.id)!.push(...group);
      } else {
        await this.#open(group, nowMs);
      }
    }
    for (const alarm of on) {
      const current = ofAlarms.get(alarm.id);
      if (current) {
        await this.#keep(alarm, current.sort(byAge), nowMs);
      } else {
        await this.#course.endOrWait(alarm, nowMs, () =>
          this.#flows.whyGone(
            alarm.details.drift!.flowIds,
            alarm.details.drift!.flows.map(({ driftId }) => driftId),
            nowMs - SHOWN_MS,
          ),
        );
      }
    }
  }

  async #open(flows: readonly NewFlow[], nowMs: number): Promise<void> {
    const [first] = flows;
    await this.#store.open({
      openKey: `drift ${first.item.id}`,
      kind: 'drift',
      subjectRef: first.item.target?.entityRef,
      environment: first.item.environment,
      rule: 'undeclared',
      // Nobody said how it should be: that it is well can't be told either.
      status: 'unknown',
      state: 'pending',
      ownerRef: this.#ownerOf(first.item),
      onsetMs: first.firstSeenMs,
      noticedMs: nowMs,
      details: { ...this.#detailsOf(flows), told: [] },
    });
  }

  async #keep(
    alarm: Alarm,
    flows: readonly NewFlow[],
    nowMs: number,
  ): Promise<void> {
    const before = new Set(alarm.details.drift!.flowIds);
    const joined = flows.filter(({ flowIds }) =>
      flowIds.every(id => !before.has(id)),
    );
    const change = this.#course.changeOf(
      alarm,
      {
        ...alarm,
        ownerRef: this.#ownerOf(flows[0].item),
        onsetMs: flows[0].firstSeenMs,
        details: { ...alarm.details, ...this.#detailsOf(flows) },
      },
      nowMs,
      alarm.state === 'open' && joined.length > 0
        ? [
            {
              event: 'joined',
              message: describeJoined(joined.map(({ item }) => item)),
            },
          ]
        : [],
    );
    if (change) {
      await this.#store.updateAll([change], nowMs);
    }
  }

  #detailsOf(
    flows: readonly NewFlow[],
  ): Omit<AlarmDetails, 'told'> & Required<Pick<AlarmDetails, 'drift'>> {
    const items = flows.map(({ item }) => item);
    return {
      ...describeFlows(items),
      drift: {
        ends: endsOf(items[0]),
        flowIds: flows.flatMap(({ flowIds }) => flowIds),
        entityRefs: [...new Set(items.flatMap(item => this.#refsOf(item)))],
        isReplayed: flows.every(({ isReplayed }) => isReplayed),
        flows: items.slice(0, MOST_LISTED).map(toAlarmFlow),
      },
    };
  }

  /** The called side first: it is what others now depend on unknown. */
  #refsOf({ target, source }: DriftItem): string[] {
    return [target, source].flatMap(end => {
      const ref = end?.entityRef;
      const system = ref && this.#owners.systemOf(ref);
      return [ref, system].filter(found => found !== undefined) as string[];
    });
  }

  #ownerOf(item: DriftItem): string | undefined {
    return this.#refsOf(item)
      .map(ref => this.#owners.ownerOf(ref))
      .find(owner => owner !== undefined);
  }
}

function byAge(one: NewFlow, other: NewFlow): number {
  return (
    one.firstSeenMs - other.firstSeenMs ||
    (one.item.id < other.item.id ? -1 : 1)
  );
}

type End = DriftItem['source'];

function endsOf({ environment, source, target }: DriftItem): string {
  const nameOf = (end: End) => end?.entityRef ?? end?.name ?? '';
  return [environment, nameOf(source), nameOf(target)].join('\u0001');
}

/** Which flows the alarms that are on are of. */
function assign(
  flows: readonly NewFlow[],
  on: readonly Alarm[],
): { ofAlarms: Map<string, NewFlow[]>; others: NewFlow[] } {
  const alarmOf = new Map(
    // Where two have it, the first does.
    [...on]
      .reverse()
      .flatMap(({ id, details }) =>
        details.drift!.flowIds.map(flowId => [flowId, id] as const),
      ),
  );
  const ofAlarms = new Map<string, NewFlow[]>();
  const others: NewFlow[] = [];
  for (const flow of flows) {
    const id = flow.flowIds
      .map(flowId => alarmOf.get(flowId))
      .find(found => found !== undefined);
    if (id === undefined) {
      others.push(flow);
    } else {
      ofAlarms.set(id, [...(ofAlarms.get(id) ?? []), flow]);
    }
  }
  return { ofAlarms, others };
}

function isWorthAnAlarm(flow: NewFlow, nowMs: number): boolean {
  const { item, firstSeenMs, lastedMs } = flow;
  return (
    firstSeenMs >= nowMs - NEW_FOR_MS &&
    ((item.callsLastDay ?? 0) >= ENOUGH_CALLS || lastedMs >= LASTING_MS)
  );
}

/** What one caller began within a day with the same called system, each oldest first. */
function groupNew(flows: readonly NewFlow[]): NewFlow[][] {
  const groups: NewFlow[][] = [];
  const open = new Map<string, NewFlow[]>();
  for (const flow of [...flows].sort(byAge)) {
    const ends = endsOf(flow.item);
    const group = open.get(ends);
    if (group && flow.firstSeenMs - group[0].firstSeenMs <= TOGETHER_MS) {
      group.push(flow);
    } else {
      open.set(ends, [flow]);
      groups.push(open.get(ends)!);
    }
  }
  return groups;
}

function isOneMatter(alarm: Alarm, flow: NewFlow): boolean {
  return (
    alarm.details.drift!.ends === endsOf(flow.item) &&
    Math.abs(flow.firstSeenMs - alarm.onsetMs) <= TOGETHER_MS
  );
}
