import { InputError } from '@backstage/errors';
import { CRITICALITIES } from '@tieline/plugin-integrations-common';
import {
  EndingAnnouncement,
  EndingPlan,
} from '@tieline/plugin-integrations-common/contracts';
import { assertGoesOn } from './assertGoesOn';
import { checkPlan, HighestCriticality } from './checkPlan';
import { EndingPolicy, StoredEnding } from './Ending';
import { EndingKeeper } from './EndingKeeper';
import { EndingStore, NOT_LOOKED_AT } from './EndingStore';
import { EndingSubjects, Subject } from './EndingSubjects';
import { Replacements } from './Replacements';
import { EndingTeller, ownersOf } from './telling/EndingTeller';
import { dateInWords } from './words';

/** So much may the clock of whoever announces be ahead. */
const CLOCK_SKEW_MS = 5 * 60_000;

/** Announces that something ends, and changes when and what comes instead. */
export class EndingPlanner {
  readonly #store: EndingStore;
  readonly #subjects: EndingSubjects;
  readonly #replacements: Replacements;
  readonly #keeper: EndingKeeper;
  readonly #teller: EndingTeller;
  readonly #policy: EndingPolicy;
  readonly #now: () => number;

  constructor(options: {
    store: EndingStore;
    subjects: EndingSubjects;
    replacements: Replacements;
    keeper: EndingKeeper;
    teller: EndingTeller;
    policy: EndingPolicy;
    now: () => number;
  }) {
    this.#store = options.store;
    this.#subjects = options.subjects;
    this.#replacements = options.replacements;
    this.#keeper = options.keeper;
    this.#teller = options.teller;
    this.#policy = options.policy;
    this.#now = options.now;
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
      await this.#subjects.mark(
        tx,
        subject,
        'deprecated',
        announcedMs,
        plan,
        instead,
      );
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
    await this.#keeper.look({ id });
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
      await this.#subjects.mark(
        tx,
        subject,
        'deprecated',
        announcedMs,
        plan,
        instead,
      );
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
    await this.#keeper.look(ending);
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
