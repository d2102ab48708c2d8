import { ConflictError, InputError } from '@backstage/errors';
import {
  Extension,
  ExtensionDecision,
  Retirement,
} from '@tieline/plugin-integrations-common/contracts';
import { Knex } from 'knex';
import { assertGoesOn } from './assertGoesOn';
import { KnownConsumer, StoredEnding } from './Ending';
import { EndingKeeper } from './EndingKeeper';
import { EndingStore } from './EndingStore';
import { EndingSubjects, Subject } from './EndingSubjects';
import { Replacements } from './Replacements';
import { RetirementRefusedError } from './RetirementRefusedError';
import { ENDING_STATUSES } from './statusOf';
import { EndingTeller, ownersOf } from './telling/EndingTeller';
import { dateInWords } from './words';

/** What the provider decides once an end is announced: to take it back, to retire, to give more time. */
export class EndingDecisions {
  readonly #store: EndingStore;
  readonly #subjects: EndingSubjects;
  readonly #replacements: Replacements;
  readonly #keeper: EndingKeeper;
  readonly #teller: EndingTeller;
  readonly #now: () => number;

  constructor(options: {
    store: EndingStore;
    subjects: EndingSubjects;
    replacements: Replacements;
    keeper: EndingKeeper;
    teller: EndingTeller;
    now: () => number;
  }) {
    this.#store = options.store;
    this.#subjects = options.subjects;
    this.#replacements = options.replacements;
    this.#keeper = options.keeper;
    this.#teller = options.teller;
    this.#now = options.now;
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
      await this.#subjects.mark(tx, subject, 'active', nowMs);
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
    await this.#keeper.look(ending);
    const looked = await this.#store.get(ending.id);
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
      await this.#subjects.mark(
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
        consumerId: consumer.id,
        title: text,
        lines: [`${subject.title} ends; see what is left to do.`],
        severity: 'normal',
      });
    });
    await this.#keeper.look(ending);
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
}
