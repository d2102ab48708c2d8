import {
  ConflictError,
  InputError,
  NotAllowedError,
  NotFoundError,
} from '@backstage/errors';
import {
  WaiverDecision,
  WaiverRequest,
} from '@tieline/plugin-integrations-common/governance';
import { ActiveChecklist } from '../checklist/ActiveChecklist';
import { Evaluator } from '../scorecard/Evaluator';
import { ScorecardStore } from '../scorecard/ScorecardStore';
import { dayOf, stateOf, StoredWaiver } from './Waiver';
import { WaiverStore } from './WaiverStore';

const DAY_MS = 86_400_000;
const LONGEST_DAYS = 366;

/**
 * Asks for, decides about and ends exceptions to checks. Who asks never
 * decides. What changes is evaluated at once.
 */
export class WaiverOffice {
  readonly #store: WaiverStore;
  readonly #checklist: ActiveChecklist;
  readonly #scorecards: ScorecardStore;
  readonly #evaluator: Evaluator;
  readonly #now: () => Date;

  constructor(options: {
    store: WaiverStore;
    checklist: ActiveChecklist;
    scorecards: ScorecardStore;
    evaluator: Evaluator;
    now?: () => Date;
  }) {
    this.#store = options.store;
    this.#checklist = options.checklist;
    this.#scorecards = options.scorecards;
    this.#evaluator = options.evaluator;
    this.#now = options.now ?? (() => new Date());
  }

  /** @throws NotFoundError */
  async find(id: string): Promise<StoredWaiver> {
    const waiver = await this.#store.find(id);
    if (!waiver) {
      throw new NotFoundError(`There is no waiver ${id} that you may read.`);
    }
    return waiver;
  }

  /**
   * @returns the id of what now waits for a decision
   * @throws InputError where check, day or renewal can't be
   * @throws ConflictError where nothing needs an exception, or one is there
   */
  async ask(
    request: WaiverRequest & { entityRef: string },
    askedBy: string,
  ): Promise<string> {
    const now = this.#now();
    const { entityRef, checkId, until } = request;
    const reason = request.reason.trim();
    if (!reason) {
      throw new InputError('reason is empty: say why the check can’t be met.');
    }
    if (!this.#checklist.current.items.some(({ id }) => id === checkId)) {
      throw new InputError(`checkId: the checklist has no check ${checkId}.`);
    }
    this.#requirePossibleDay(until, now);
    await this.#store.closeOverdue(now);
    await this.#requireNeeded(request, now);
    const id = await this.#store.ask(
      { entityRef, checkId, reason, until, askedBy, renews: request.renews },
      now,
    );
    await this.#evaluator.evaluate([entityRef]);
    return id;
  }

  /**
   * @throws NotAllowedError where the same person asked for it
   * @throws InputError where a refusal has no reason, or the last day has passed
   * @throws ConflictError where it was decided already
   */
  async decide(
    waiver: StoredWaiver,
    decision: WaiverDecision,
    by: string,
  ): Promise<void> {
    const now = this.#now();
    const reason = decision.reason?.trim() || undefined;
    if (waiver.decided !== 'asked') {
      throw new ConflictError(`It is ${stateOf(waiver, now)} already.`);
    }
    if (waiver.askedBy === by) {
      throw new NotAllowedError(
        'You asked for it: somebody else has to approve or refuse it.',
      );
    }
    if (!decision.approved && !reason) {
      throw new InputError('reason is missing: say why it is refused.');
    }
    if (decision.approved && waiver.until < dayOf(now)) {
      throw new InputError(
        `Its last day, ${waiver.until}, has passed: it has to be asked for anew.`,
      );
    }
    const { approved } = decision;
    if (!(await this.#store.decide(waiver, { approved, reason, by }, now))) {
      throw new ConflictError('Somebody else has decided about it just now.');
    }
    await this.#evaluator.evaluate([waiver.entityRef]);
  }

  /** @throws ConflictError where it neither waits nor holds */
  async withdraw(waiver: StoredWaiver): Promise<void> {
    const now = this.#now();
    const state = stateOf(waiver, now);
    const isOpen = state === 'asked' || state === 'approved';
    if (!isOpen || !(await this.#store.withdraw(waiver.id, now))) {
      throw new ConflictError(
        `There is nothing to take back: it is ${state === 'asked' || state === 'approved' ? 'over' : state}.`,
      );
    }
    await this.#evaluator.evaluate([waiver.entityRef]);
  }

  #requirePossibleDay(until: string, now: Date): void {
    if (until <= dayOf(now)) {
      throw new InputError(`until has to be later than today: ${until}.`);
    }
    const latest = dayOf(new Date(now.getTime() + LONGEST_DAYS * DAY_MS));
    if (until > latest) {
      throw new InputError(
        `until is too far away: a waiver holds for a year at most, until ${latest}.`,
      );
    }
  }

  async #requireNeeded(
    { entityRef, checkId, renews }: WaiverRequest,
    now: Date,
  ): Promise<void> {
    const open = (await this.#store.open([entityRef], now)).get(entityRef);
    const holding = open?.find(
      waiver => waiver.checkId === checkId && waiver.decided === 'approved',
    );
    if (holding && holding.id !== renews) {
      throw new ConflictError(
        `A waiver holds until ${holding.until}: renew that one.`,
      );
    }
    if (renews) {
      const old = await this.#store.find(renews);
      if (
        old?.entityRef !== entityRef ||
        old.checkId !== checkId ||
        old.decided !== 'approved'
      ) {
        throw new InputError(
          'renews names no approved waiver of this check and integration.',
        );
      }
      return;
    }
    const stored = await this.#scorecards.read(entityRef);
    const result = stored?.results.find(one => one.checkId === checkId)?.result;
    if (result === 'pass' || result === 'not-applicable') {
      throw new ConflictError(
        `No exception is needed: the check’s result is ${result}.`,
      );
    }
  }
}
