import { ConflictError, InputError, NotFoundError } from '@backstage/errors';
import {
  GoalFilter,
  GoalRequest,
} from '@tieline/plugin-integrations-common/governance';
import { ActiveChecklist } from '../checklist/ActiveChecklist';
import { dayOf } from '../waivers/Waiver';
import { StoredGoal } from './Goal';
import { GoalHistory } from './GoalHistory';
import { GoalStore } from './GoalStore';

/** Sets goals, changes and closes them. */
export class GoalOffice {
  readonly #store: GoalStore;
  readonly #history: GoalHistory;
  readonly #checklist: ActiveChecklist;
  readonly #now: () => Date;

  constructor(options: {
    store: GoalStore;
    history: GoalHistory;
    checklist: ActiveChecklist;
    now?: () => Date;
  }) {
    this.#store = options.store;
    this.#history = options.history;
    this.#checklist = options.checklist;
    this.#now = options.now ?? (() => new Date());
  }

  /** @throws NotFoundError */
  async find(id: string): Promise<StoredGoal> {
    const goal = await this.#store.find(id);
    if (!goal) {
      throw new NotFoundError(`There is no goal ${id}.`);
    }
    return goal;
  }

  /**
   * @returns the goal's id
   * @throws InputError that names the field
   */
  async set(request: GoalRequest, setBy: string): Promise<string> {
    const now = this.#now();
    const id = await this.#store.add(this.#read(request, now), setBy, now);
    await this.#history.fillBack(await this.find(id), now);
    return id;
  }

  /**
   * Where it counts something else from now on, its days are counted anew.
   *
   * @param goal - as it was read before the change
   * @throws InputError that names the field
   * @throws ConflictError where it is closed, or somebody else has changed it since
   */
  async change(goal: StoredGoal, request: GoalRequest): Promise<void> {
    const now = this.#now();
    if (goal.closedAt) {
      throw new ConflictError('It is closed: set another one.');
    }
    if (!(await this.#store.change(goal, this.#read(request, now)))) {
      throw new ConflictError(
        'Somebody else has changed it just now: look at it again.',
      );
    }
    const changed = await this.find(goal.id);
    if (aimOf(changed) !== aimOf(goal)) {
      await this.#history.fillBack(changed, now);
    }
  }

  /**
   * @throws InputError where the reason is empty
   * @throws ConflictError where it is closed already
   */
  async close(goal: StoredGoal, given: string, by: string): Promise<void> {
    const reason = given.trim();
    if (!reason) {
      throw new InputError('reason is empty: say why it is closed.');
    }
    if (!(await this.#store.close(goal.id, { by, reason }, this.#now()))) {
      throw new ConflictError('It is closed already.');
    }
  }

  #read(request: GoalRequest, now: Date): GoalRequest {
    const title = request.title.trim();
    if (!title) {
      throw new InputError('title is empty: say what is to be reached.');
    }
    const checkIds = [...new Set(request.checkIds)];
    const questionIds = [...new Set(request.questionIds)];
    if (checkIds.length + questionIds.length === 0) {
      throw new InputError(
        'checkIds and questionIds are empty: give at least one of either.',
      );
    }
    const { items, questionIds: known } = this.#checklist.current;
    const check = checkIds.find(id => !items.some(item => item.id === id));
    if (check !== undefined) {
      throw new InputError(`checkIds: the checklist has no check ${check}.`);
    }
    const question = questionIds.find(id => !known.includes(id));
    if (question !== undefined) {
      throw new InputError(
        `questionIds: the checklist has no question ${question}.`,
      );
    }
    if (request.dueOn <= dayOf(now)) {
      throw new InputError(
        `dueOn has to be later than today: ${request.dueOn}.`,
      );
    }
    const ownerRef = request.ownerRef?.trim().toLocaleLowerCase('en-US');
    if (ownerRef && !/^(group|user):[^/:\s]+\/[^/:\s]+$/.test(ownerRef)) {
      throw new InputError(
        `ownerRef is no group or user: ${request.ownerRef}. Give a full entity reference, such as group:default/orders.`,
      );
    }
    return {
      title,
      checkIds,
      questionIds,
      filter: withLowerCaseRefs(request.filter),
      dueOn: request.dueOn,
      ownerRef: ownerRef || undefined,
    };
  }
}

/** What a goal counts, as a text to compare. */
function aimOf({ checkIds, questionIds, filter }: StoredGoal): string {
  return JSON.stringify([checkIds, questionIds, filter]);
}

function withLowerCaseRefs(filter: GoalFilter): GoalFilter {
  const lowerCase = (refs: string[] | undefined) =>
    refs?.map(ref => ref.toLocaleLowerCase('en-US'));
  return {
    ...filter,
    owner: lowerCase(filter.owner),
    system: lowerCase(filter.system),
    domain: lowerCase(filter.domain),
  };
}
