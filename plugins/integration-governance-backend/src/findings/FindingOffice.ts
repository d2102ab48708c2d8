import { ConflictError, InputError, NotFoundError } from '@backstage/errors';
import {
  FindingChange,
  FindingCompletion,
  FindingRequest,
} from '@tieline/plugin-integrations-common/governance';
import { IntegrationProjection } from '@tieline/plugin-integrations-node';
import { Knex } from 'knex';
import { ActiveChecklist } from '../checklist/ActiveChecklist';
import { ScorecardStore, WrittenChange } from '../scorecard/ScorecardStore';
import { dayOf } from '../waivers/Waiver';
import { NewFinding, StoredFinding } from './Finding';
import { FindingStore } from './FindingStore';

/** Who finds something, and where it comes from. */
export interface FoundBy {
  by: string;
  origin: { reviewId: string } | { drillId: string };
  /** What it is about; missing where it is about the portfolio. */
  entityRef?: string;
}

/**
 * Judges new findings, and what somebody wants to do with one. One with a check
 * is closed by its evidence, and by nothing else.
 */
export class FindingOffice {
  readonly #store: FindingStore;
  readonly #projection: IntegrationProjection;
  readonly #checklist: ActiveChecklist;
  readonly #scorecards: ScorecardStore;
  readonly #now: () => Date;

  constructor(options: {
    store: FindingStore;
    projection: IntegrationProjection;
    checklist: ActiveChecklist;
    scorecards: ScorecardStore;
    now?: () => Date;
  }) {
    this.#store = options.store;
    this.#projection = options.projection;
    this.#checklist = options.checklist;
    this.#scorecards = options.scorecards;
    this.#now = options.now ?? (() => new Date());
  }

  /**
   * @returns what `FindingStore.add` keeps
   * @throws InputError where title, owner, date or check can't be
   */
  async judge(
    request: FindingRequest,
    { by, origin, entityRef }: FoundBy,
  ): Promise<NewFinding> {
    const title = request.title.trim();
    if (!title) {
      throw new InputError('finding.title is empty: say what is to be done.');
    }
    const ownerRef = await this.#requireOwner(
      request.ownerRef,
      'finding.ownerRef',
    );
    this.#requireDay(request.dueOn, 'finding.dueOn');
    const { checkId } = request;
    if (checkId !== undefined) {
      await this.#requireOpenCheck(checkId, entityRef);
    }
    return {
      ...origin,
      origin: 'reviewId' in origin ? 'review' : 'drill',
      ...{ entityRef, title, ownerRef, checkId },
      dueOn: request.dueOn,
      createdBy: by,
    };
  }

  /**
   * Gives what is open to somebody else, or another day.
   *
   * @throws InputError where owner, day or reason can't be
   * @throws ConflictError where it is not open
   */
  async change(
    finding: StoredFinding,
    change: FindingChange,
    by: string,
  ): Promise<void> {
    const reason = change.reason.trim();
    if (!reason) {
      throw new InputError('reason is empty: say why it changes.');
    }
    requireOpen(finding);
    const ownerRef = await this.#requireOwner(change.ownerRef, 'ownerRef');
    this.#requireDay(change.dueOn, 'dueOn');
    const { dueOn } = change;
    const changed = await this.#store.change(finding, {
      by,
      what: `changed the finding “${finding.title}”: ${ownerRef} has it until ${dueOn}. ${reason}`,
      at: this.#now(),
      values: { ownerRef, dueOn },
    });
    requireWritten(changed);
  }

  /**
   * @throws InputError where there is no note
   * @throws ConflictError where evidence closes it, or it is not open
   */
  async complete(
    finding: StoredFinding,
    completion: FindingCompletion,
    by: string,
  ): Promise<void> {
    const note = completion.note.trim();
    if (!note) {
      throw new InputError('note is empty: say how it was done.');
    }
    requireHttp(completion.href);
    requireOpen(finding);
    if (finding.checkId) {
      throw new ConflictError(
        `Evidence closes it: it is done as soon as the integration passes the check ${finding.checkId}.`,
      );
    }
    const now = this.#now();
    const changed = await this.#store.change(finding, {
      by,
      what: `completed the finding “${finding.title}”: ${note}`,
      at: now,
      values: {
        state: 'done',
        doneAt: now.toISOString(),
        doneBy: by,
        note,
        href: completion.href,
      },
    });
    requireWritten(changed);
  }

  /** Closes what the results that just changed show, in their own transaction. */
  async closeShown(
    tx: Knex.Transaction,
    changes: readonly WrittenChange[],
  ): Promise<void> {
    const passed = changes.flatMap(({ entityRef, results }) =>
      results
        .filter(({ outcome }) => outcome.result === 'pass')
        .map(({ outcome }) => ({ entityRef, checkId: outcome.checkId })),
    );
    if (passed.length > 0) {
      await this.#store.closeByEvidence(tx, passed, this.#now());
    }
  }

  /** Closes what was found while its check came to pass. */
  async closeMissed(): Promise<void> {
    await this.#store.closeThatPass(this.#now());
  }

  /** @throws NotFoundError */
  async find(id: string): Promise<StoredFinding> {
    const finding = await this.#store.find(id);
    if (!finding) {
      throw new NotFoundError(`There is no finding ${id} that you may read.`);
    }
    return finding;
  }

  async #requireOwner(text: string, field: string): Promise<string> {
    const ownerRef = text.trim().toLocaleLowerCase('en-US');
    const isKind = /^(group|user):[^/:]+\/[^/:]+$/.test(ownerRef);
    if (
      !isKind ||
      !(await this.#projection.resolveRefs([ownerRef])).has(ownerRef)
    ) {
      throw new InputError(
        `${field}: the catalog has no group or user ${text}. Give a full reference, for example group:default/checkout.`,
      );
    }
    return ownerRef;
  }

  #requireDay(day: string, field: string): void {
    const today = dayOf(this.#now());
    if (day < today) {
      throw new InputError(
        `${field} is in the past: ${day}. Give today or a later day.`,
      );
    }
  }

  async #requireOpenCheck(
    checkId: string,
    entityRef: string | undefined,
  ): Promise<void> {
    const field = 'finding.checkId';
    if (!this.#checklist.current.items.some(({ id }) => id === checkId)) {
      throw new InputError(`${field}: the checklist has no check ${checkId}.`);
    }
    if (!entityRef) {
      throw new InputError(
        `${field}: name the integration that is to pass it in finding.entityRef.`,
      );
    }
    const stored = await this.#scorecards.read(entityRef);
    const result = stored?.results.find(one => one.checkId === checkId)?.result;
    if (result === 'pass' || result === 'not-applicable') {
      throw new InputError(
        result === 'pass'
          ? `${field}: it passes ${checkId} already. Leave the check out, or choose another one.`
          : `${field}: ${checkId} does not apply to it, and would never close it. Choose another one.`,
      );
    }
  }
}

function requireOpen({ state }: StoredFinding): void {
  if (state !== 'open') {
    throw new ConflictError(`It is ${state} already.`);
  }
}

function requireWritten(changed: StoredFinding | undefined): void {
  if (!changed) {
    throw new ConflictError(
      'Somebody else has changed it just now: look at it again.',
    );
  }
}

function requireHttp(href: string | undefined): void {
  if (href !== undefined && !/^https?:\/\//i.test(href)) {
    throw new InputError(`href has to begin with http or https: ${href}.`);
  }
}
