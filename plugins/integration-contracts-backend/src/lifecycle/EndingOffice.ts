import { ConflictError, InputError, NotFoundError } from '@backstage/errors';
import { CRITICALITIES } from '@tieline/plugin-integrations-common';
import {
  BrownoutPlan,
  ConsumerClaim,
  EndingAnnouncement,
  EndingAnswer,
  EndingPlan,
  Extension,
  ExtensionDecision,
  Retirement,
} from '@tieline/plugin-integrations-common/contracts';
import { Knex } from 'knex';
import { VersionStore } from '../registry/VersionStore';
import { Brownouts } from './Brownouts';
import { CallerClaimStore } from './claims/CallerClaimStore';
import { checkPlan, HighestCriticality } from './checkPlan';
import { EndingPolicy, KnownConsumer, StoredEnding } from './Ending';
import { EndingKeeper } from './EndingKeeper';
import { EndingStore, NOT_LOOKED_AT } from './EndingStore';
import { EndingSubjects, Subject } from './EndingSubjects';
import { Replacements } from './Replacements';
import { RetirementRefusedError } from './RetirementRefusedError';
import { ENDING_STATUSES } from './statusOf';
import { EndingTeller, ownersOf } from './telling/EndingTeller';
import { dateInWords } from './words';

/** So much may the clock of whoever announces be ahead. */
const CLOCK_SKEW_MS = 5 * 60_000;

/** Announces, changes, answers, and retires. What was done is in the history. */
export class EndingOffice {
  readonly #store: EndingStore;
  readonly #subjects: EndingSubjects;
  readonly #replacements: Replacements;
  readonly #keeper: EndingKeeper;
  readonly #teller: EndingTeller;
  readonly #versions: VersionStore;
  readonly #brownouts: Brownouts;
  readonly #claims: CallerClaimStore;
  readonly #policy: EndingPolicy;
  readonly #now: () => number;

  constructor(options: {
    store: EndingStore;
    subjects: EndingSubjects;
    replacements: Replacements;
    keeper: EndingKeeper;
    teller: EndingTeller;
    versions: VersionStore;
    brownouts: Brownouts;
    claims: CallerClaimStore;
    policy: EndingPolicy;
    now: () => number;
  }) {
    this.#store = options.store;
    this.#subjects = options.subjects;
    this.#replacements = options.replacements;
    this.#keeper = options.keeper;
    this.#teller = options.teller;
    this.#versions = options.versions;
    this.#brownouts = options.brownouts;
    this.#claims = options.claims;
    this.#policy = options.policy;
    this.#now = options.now;
  }

  /** @throws NotFoundError where there is no such ending */
  async find(id: number): Promise<StoredEnding> {
    const ending = await this.#store.find(id);
    if (!ending) {
      throw new NotFoundError(
        `There is no ending ${id}. It may have been of a contract that is gone.`,
      );
    }
    return ending;
  }

  /** @throws NotFoundError where what ends is gone */
  async subjectOf(ending: StoredEnding): Promise<Subject> {
    const subject = await this.#subjects.ofEnding(ending.row);
    if (!subject) {
      throw new NotFoundError(`${ending.row.title} is gone.`);
    }
    return subject;
  }

  /** @throws NotFoundError where there is no such consumer of it */
  async findConsumer(
    ending: StoredEnding,
    consumerId: number,
  ): Promise<KnownConsumer> {
    const consumers = await this.#store.listConsumers(ending.id);
    const consumer = consumers.find(({ id }) => id === consumerId);
    if (!consumer) {
      throw new NotFoundError(
        `${ending.row.title} has no consumer ${consumerId}.`,
      );
    }
    return consumer;
  }

  /**
   * @throws InputError where something is missing, ConflictError where it is announced already
   */
  async announce(
    subject: Subject,
    announcement: EndingAnnouncement,
    by: string,
  ): Promise<number> {
    const nowMs = this.#now();
    const { announcedAt, isForeign = false } = announcement;
    const announcedMs = announcedAt ? Date.parse(announcedAt) : nowMs;
    if (Number.isNaN(announcedMs) || announcedMs > nowMs + CLOCK_SKEW_MS) {
      throw new InputError(
        'announcedAt must be an instant in the past; leave it out for now.',
      );
    }
    if (subject.kind === 'version' && subject.version.state === 'retired') {
      throw new InputError(`${subject.title} is retired already.`);
    }
    const open = await this.#store.findOpen(subject.openKey);
    // What a source without a date said is completed.
    if (open && open.sunsetMs === undefined) {
      await this.#change(open, subject, announcement, by, {
        announcedMs,
        isForeign,
        isHistory: announcedAt !== undefined,
      });
      return open.id;
    }
    const plan = readPlan(announcement);
    checkPlan(plan, {
      announcedMs,
      nowMs,
      policy: this.#policy,
      highest: await this.#highestOf(subject),
      isForeign,
      isHistory: announcedAt !== undefined,
    });
    await this.#replacements.check(subject, plan.replacement);
    const instead = await this.#replacements.titleOf(plan.replacement);
    const id = await this.#store.transaction(async tx => {
      const ending = await this.#store.add(tx, {
        kind: subject.kind,
        version_id: subject.kind === 'version' ? subject.version.id : null,
        integration_ref:
          subject.kind === 'integration'
            ? subject.integration.facets.entityRef
            : null,
        open_key: subject.openKey,
        title: subject.title,
        owner_ref: subject.ownerRef ?? null,
        source: 'page',
        is_foreign: isForeign,
        announced_at_ms: announcedMs,
        announced_by: by,
        ...planColumns(plan, instead),
        over_at_ms: null,
        over_how: null,
        override_reason: null,
        revision: 0,
        ...NOT_LOOKED_AT,
        due_at_ms: nowMs,
        search_text: subject.title.toLocaleLowerCase('en-US'),
      });
      await this.#mark(tx, subject, 'deprecated', announcedMs, plan, instead);
      await this.#store.addEvents(
        tx,
        ending.id,
        [
          {
            kind: 'announced',
            by,
            text: `${subject.title} ends on ${dateInWords(Date.parse(plan.sunsetAt!))}`,
          },
        ],
        announcedMs,
      );
      return ending.id;
    });
    await this.#look(id);
    return id;
  }

  /** Another date, replacement or note; what is missing stays as it is. */
  change(
    ending: StoredEnding,
    subject: Subject,
    given: EndingPlan,
    by: string,
  ): Promise<void> {
    return this.#change(ending, subject, given, by);
  }

  /** @param completed - how it was announced, of what had no date so far */
  async #change(
    ending: StoredEnding,
    subject: Subject,
    given: EndingPlan,
    by: string,
    completed?: { announcedMs: number; isForeign: boolean; isHistory: boolean },
  ): Promise<void> {
    assertGoesOn(ending);
    const isForeign = completed?.isForeign ?? Boolean(ending.row.is_foreign);
    const announcedMs = completed?.announcedMs ?? ending.announcedMs;
    const plan: EndingPlan = {
      sunsetAt:
        ending.sunsetMs === undefined
          ? undefined
          : new Date(ending.sunsetMs).toISOString(),
      replacement: ending.replacement,
      note: ending.row.note ?? undefined,
      ...readPlan(given),
    };
    const isDateKept =
      plan.sunsetAt !== undefined &&
      Date.parse(plan.sunsetAt) === ending.sunsetMs;
    checkPlan(plan, {
      // Whoever is told of another date only now has to have the time from now on.
      announcedMs: completed?.announcedMs ?? this.#now(),
      nowMs: this.#now(),
      policy: this.#policy,
      highest: await this.#highestOf(subject, ending),
      isForeign,
      isHistory: completed?.isHistory,
      // A later date takes nothing from anybody.
      isDateKept:
        isDateKept ||
        (ending.sunsetMs !== undefined &&
          Date.parse(plan.sunsetAt ?? '') > ending.sunsetMs &&
          Date.parse(plan.sunsetAt ?? '') > this.#now()),
    });
    await this.#replacements.check(subject, plan.replacement);
    const instead = await this.#replacements.titleOf(plan.replacement);
    const changes = describeChange(ending, plan, instead);
    await this.#store.transaction(async tx => {
      await this.#store.change(tx, ending, {
        ...planColumns(plan, instead),
        announced_at_ms: announcedMs,
        is_foreign: isForeign,
        ...(completed && { announced_by: by }),
        due_at_ms: this.#now(),
      });
      await this.#mark(tx, subject, 'deprecated', announcedMs, plan, instead);
      const text = changes.join('; ') || 'Nothing changed';
      await this.#store.addEvents(
        tx,
        ending.id,
        [{ kind: completed ? 'announced' : 'changed', by, text }],
        this.#now(),
      );
      const there = await this.#store.listConsumers(ending.id, tx);
      if (changes.length > 0 && ending.sunsetMs !== undefined) {
        await this.#teller.tell(tx, ending, subject, ownersOf(there), {
          occasion: `changed ${ending.row.revision + 1}`,
          title: `The end of ${subject.title} changed`,
          lines: [...changes, plan.note ?? ''],
          severity: 'normal',
        });
      }
    });
    await this.#look(ending.id);
  }

  async withdraw(
    ending: StoredEnding,
    subject: Subject,
    reason: string,
    by: string,
  ): Promise<void> {
    assertGoesOn(ending);
    const nowMs = this.#now();
    await this.#store.transaction(async tx => {
      await this.#end(tx, ending, 'withdrawn', nowMs);
      await this.#mark(tx, subject, 'active', nowMs);
      await this.#store.addEvents(
        tx,
        ending.id,
        [{ kind: 'withdrawn', by, text: `It does not end: ${reason}` }],
        nowMs,
      );
      const there = await this.#store.listConsumers(ending.id, tx);
      await this.#teller.tell(tx, ending, subject, ownersOf(there), {
        occasion: 'withdrawn',
        title: `${subject.title} does not end`,
        lines: [reason],
        severity: 'normal',
      });
    });
    this.#teller.wake();
  }

  /**
   * @throws RetirementRefusedError where it is not safe and nobody overrides that
   */
  async retire(
    ending: StoredEnding,
    subject: Subject,
    { override }: Retirement,
    by: string,
  ): Promise<void> {
    assertGoesOn(ending);
    const askedMs = this.#now();
    await this.#look(ending.id);
    const looked = await this.find(ending.id);
    // Somebody changed it during the look: what is known is not of how it is now.
    if (Date.parse(looked.verdict.asOf) < askedMs) {
      throw new ConflictError(
        `Somebody else changed ${ending.row.title} at the same time. Look at it again, and repeat what is still wanted.`,
      );
    }
    if (looked.verdict.answer !== 'yes' && !override) {
      throw new RetirementRefusedError(looked.verdict);
    }
    const instead = await this.#replacements.titleOf(looked.replacement);
    const nowMs = this.#now();
    const reason =
      looked.verdict.answer === 'yes' ? undefined : override?.reason;
    await this.#store.transaction(async tx => {
      await this.#end(tx, looked, 'retired', nowMs, reason);
      const sunsetAt = looked.sunsetMs
        ? new Date(looked.sunsetMs).toISOString()
        : undefined;
      await this.#mark(
        tx,
        subject,
        'retired',
        looked.announcedMs,
        { sunsetAt },
        instead,
      );
      await this.#store.addEvents(
        tx,
        ending.id,
        [
          {
            kind: 'retired',
            by,
            text: reason
              ? `Retired although something was in the way (${looked.verdict.sentence}): ${reason}`
              : 'Retired',
          },
        ],
        nowMs,
      );
      const consumers = await this.#store.listConsumers(ending.id, tx);
      const there = consumers.filter(
        ({ state }) => state === 'uses' || state === 'quiet',
      );
      await this.#teller.tell(tx, ending, subject, ownersOf(there), {
        occasion: 'retired',
        title: `${subject.title} is retired`,
        lines: [reason ? `Although it is still used: ${reason}` : ''],
        severity: 'high',
      });
    });
    this.#teller.wake();
  }

  /** A consumer knows, says when it moves, or asks for more time. */
  async answer(
    ending: StoredEnding,
    subject: Subject,
    consumer: KnownConsumer,
    { movesAt, extension }: EndingAnswer,
    by: string,
  ): Promise<void> {
    assertGoesOn(ending);
    const nowMs = this.#now();
    const movesMs = instantMs(movesAt, 'movesAt');
    const untilMs = instantMs(extension?.until, 'extension.until');
    if (untilMs !== undefined && untilMs <= (ending.sunsetMs ?? nowMs)) {
      throw new InputError(
        `extension.until must be after the end on ${dateInWords(ending.sunsetMs ?? nowMs)}; before it nothing needs to be asked.`,
      );
    }
    const asked: Extension | undefined = extension && {
      state: 'asked',
      until: new Date(untilMs!).toISOString(),
      reason: extension.reason,
      askedAt: new Date(nowMs).toISOString(),
      askedBy: by,
    };
    const { name } = consumer.facts;
    await this.#store.transaction(async tx => {
      await this.#store.changeConsumer(tx, consumer.id, {
        acknowledged_at_ms: nowMs,
        acknowledged_by: by,
        reminders: 0,
        ...(movesMs !== undefined && { moves_at_ms: movesMs }),
        ...(asked && { extension: JSON.stringify(asked) }),
      });
      await this.#store.addEvents(
        tx,
        ending.id,
        [
          {
            kind: 'acknowledged',
            by,
            consumerId: consumer.id,
            text:
              movesMs === undefined
                ? `${name} knows`
                : `${name} will have moved on ${dateInWords(movesMs)}`,
          },
          ...(asked
            ? [
                {
                  kind: 'extension-asked' as const,
                  by,
                  consumerId: consumer.id,
                  text: `${name} asks for time until ${dateInWords(untilMs!)}: ${asked.reason}`,
                },
              ]
            : []),
        ],
        nowMs,
      );
      if (asked && subject.ownerRef) {
        await this.#teller.tell(tx, ending, subject, [subject.ownerRef], {
          occasion: `extension-asked ${consumer.id} ${nowMs}`,
          title: `${name} asks for more time with ${subject.title}`,
          lines: [`Until ${dateInWords(untilMs!)}: ${asked.reason}`],
          severity: 'normal',
        });
      }
    });
    await this.#look(ending.id);
  }

  async decideExtension(
    ending: StoredEnding,
    subject: Subject,
    consumer: KnownConsumer,
    { decision, reason }: ExtensionDecision,
    by: string,
  ): Promise<void> {
    assertGoesOn(ending);
    const { extension } = consumer;
    if (extension?.state !== 'asked') {
      throw new ConflictError(
        `${consumer.facts.name} does not ask for more time${extension ? `: it was ${extension.state} already` : ''}.`,
      );
    }
    if (decision === 'refused' && !reason?.trim()) {
      throw new InputError(
        'reason is missing: say why the time is not given, so that they can act on it.',
      );
    }
    const nowMs = this.#now();
    const decided: Extension = {
      ...extension,
      state: decision,
      decidedAt: new Date(nowMs).toISOString(),
      decidedBy: by,
      decisionReason: reason,
    };
    const text = `${decision === 'granted' ? 'Granted' : 'Refused'}: ${consumer.facts.name} until ${dateInWords(Date.parse(extension.until))}${reason ? ` (${reason})` : ''}`;
    await this.#store.transaction(async tx => {
      await this.#store.changeConsumer(tx, consumer.id, {
        extension: JSON.stringify(decided),
      });
      await this.#store.addEvents(
        tx,
        ending.id,
        [{ kind: 'extension-decided', by, consumerId: consumer.id, text }],
        nowMs,
      );
      await this.#teller.tell(tx, ending, subject, ownersOf([consumer]), {
        occasion: `extension-decided ${consumer.id} ${nowMs}`,
        title: text,
        lines: [`${subject.title} ends; see what is left to do.`],
        severity: 'normal',
      });
    });
    await this.#look(ending.id);
  }

  /** Somebody says whose traffic it is. */
  /**
   * Says whose traffic it is; where its caller is known by a key, for all that it
   * calls from then on.
   *
   * @throws InputError where it can't be said what the caller is, ConflictError
   *   where somebody else claimed it meanwhile
   */
  async claim(
    ending: StoredEnding,
    consumer: KnownConsumer,
    { ownerRef, entityRef, note }: ConsumerClaim,
    by: string,
  ): Promise<void> {
    assertGoesOn(ending);
    const { name, callerKey } = consumer.facts;
    if (entityRef && !callerKey) {
      throw new InputError(
        `entityRef can’t be said of ${name}: many may share it. Leave it out.`,
      );
    }
    const nowMs = this.#now();
    const what = entityRef ? ` and is ${entityRef}` : '';
    await this.#store.transaction(async tx => {
      if (callerKey) {
        await this.#claims.put(
          tx,
          {
            key: callerKey,
            ownerRef,
            entityRef,
            claimedBy: by,
            claimedMs: nowMs,
          },
          consumer.ownerRef,
        );
      }
      await this.#store.changeConsumer(tx, consumer.id, {
        claimed_owner_ref: ownerRef,
        claimed_by: by,
      });
      await this.#store.addRef(tx, consumer.id, ownerRef);
      await this.#store.addEvents(
        tx,
        ending.id,
        [
          {
            kind: 'claimed',
            by,
            consumerId: consumer.id,
            text: `${name} belongs to ${ownerRef}${what}${note ? `: ${note}` : ''}`,
          },
        ],
        nowMs,
      );
    });
    await this.#look(ending.id);
    await this.#followClaimed(ending, consumer);
  }

  /** What was done about a caller is told of the consumer that it turned out to be. */
  async #followClaimed(
    ending: StoredEnding,
    { id, facts }: KnownConsumer,
  ): Promise<void> {
    const consumers = await this.#store.listConsumers(ending.id);
    const found = consumers.find(consumer =>
      facts.services.every(service =>
        consumer.facts.services.includes(service),
      ),
    );
    if (found && found.id !== id) {
      await this.#store.moveEvents(ending.id, id, found.id);
    }
  }

  async planBrownout(
    ending: StoredEnding,
    subject: Subject,
    plan: BrownoutPlan,
    by: string,
  ): Promise<void> {
    assertGoesOn(ending);
    await this.#brownouts.plan(ending, subject, plan, by);
    this.#teller.wake();
  }

  async cancelBrownout(
    ending: StoredEnding,
    subject: Subject,
    brownoutId: number,
    by: string,
  ): Promise<void> {
    await this.#brownouts.cancel(ending, subject, brownoutId, by);
    this.#teller.wake();
  }

  async #look(id: number): Promise<void> {
    await this.#keeper.look(await this.find(id));
  }

  async #end(
    tx: Knex.Transaction,
    ending: StoredEnding,
    how: 'retired' | 'withdrawn',
    nowMs: number,
    overrideReason?: string,
  ): Promise<void> {
    await this.#store.change(tx, ending, {
      open_key: null,
      over_at_ms: nowMs,
      over_how: how,
      override_reason: overrideReason ?? null,
      status: how,
      rank: ENDING_STATUSES.indexOf(how),
    });
  }

  /** The version itself shows its state, too. */
  async #mark(
    tx: Knex.Transaction,
    subject: Subject,
    state: 'active' | 'deprecated' | 'retired',
    sinceMs: number,
    { sunsetAt }: EndingPlan = {},
    instead = '',
  ): Promise<void> {
    if (subject.kind === 'version') {
      await this.#versions.changeLifecycle(
        subject.version,
        { state, sunsetAt, replacement: instead || undefined },
        sinceMs,
        tx,
      );
    }
  }

  async #highestOf(
    subject: Subject,
    ending?: StoredEnding,
  ): Promise<HighestCriticality> {
    const criticalities = ending
      ? (await this.#store.listConsumers(ending.id)).map(
          ({ facts }) => facts.criticality,
        )
      : await this.#keeper.criticalitiesOf(subject);
    const ranks = [subject.criticality, ...criticalities].flatMap(one =>
      one ? CRITICALITIES.indexOf(one) : [],
    );
    return ranks.length > 0 ? CRITICALITIES[Math.max(...ranks)] : undefined;
  }
}

function readPlan({ sunsetAt, replacement, note }: EndingPlan): EndingPlan {
  return {
    ...(sunsetAt !== undefined && { sunsetAt }),
    ...(replacement && { replacement }),
    ...(note !== undefined && { note }),
  };
}

function planColumns(
  { sunsetAt, replacement, note }: EndingPlan,
  instead: string,
) {
  return {
    sunset_at_ms: sunsetAt === undefined ? null : Date.parse(sunsetAt),
    replacement: replacement ? JSON.stringify(replacement) : null,
    replacement_title: instead || null,
    note: note ?? null,
  };
}

function assertGoesOn({ isOver, row }: StoredEnding): void {
  if (isOver) {
    throw new ConflictError(
      `${row.title} was ${row.over_how} on ${dateInWords(Number(row.over_at_ms))}; nothing can be changed any more.`,
    );
  }
}

function instantMs(
  instant: string | undefined,
  field: string,
): number | undefined {
  if (instant === undefined) {
    return undefined;
  }
  const ms = Date.parse(instant);
  if (Number.isNaN(ms)) {
    throw new InputError(
      `${field} must be an instant such as 2027-03-31T00:00:00Z, not ${instant}.`,
    );
  }
  return ms;
}

/** What consumers are told of. */
function describeChange(
  { sunsetMs, replacement, row }: StoredEnding,
  plan: EndingPlan,
  instead: string,
): string[] {
  const nextMs = Date.parse(plan.sunsetAt!);
  const changes: string[] = [];
  if (nextMs !== sunsetMs) {
    changes.push(
      `It ends on ${dateInWords(nextMs)}${sunsetMs === undefined ? '' : `, not on ${dateInWords(sunsetMs)}`}`,
    );
  }
  if (JSON.stringify(plan.replacement) !== JSON.stringify(replacement)) {
    changes.push(`To use instead: ${instead}`);
  }
  if (plan.note !== (row.note ?? undefined)) {
    changes.push('What to do is written anew');
  }
  return changes;
}
