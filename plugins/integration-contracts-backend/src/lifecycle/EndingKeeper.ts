import { LoggerService } from '@backstage/backend-plugin-api';
import { Criticality } from '@tieline/plugin-integrations-common';
import {
  ConsumerMatrix,
  EndingForecast,
  RetirementVerdict,
} from '@tieline/plugin-integrations-common/contracts';
import { Knex } from 'knex';
import {
  ConsumerCollector,
  SharedAnswers,
} from './consumers/ConsumerCollector';
import { ConsumerFacts } from './consumers/ConsumerFacts';
import { Brownouts } from './Brownouts';
import {
  ConsumerState,
  EndingPolicy,
  KnownConsumer,
  StoredEnding,
} from './Ending';
import { EndingStore, NewEvent } from './EndingStore';
import { EndingSubjects, Subject } from './EndingSubjects';
import { isUsageKnown, judgeRetirement } from './judgeRetirement';
import { dueOccasions, occasionsOf } from './occasions';
import { readConsumerMatrix } from './readConsumerMatrix';
import { Replacements } from './Replacements';
import { isToBeTold, stateOfConsumer } from './stateOfConsumer';
import { ENDING_STATUSES, statusOf } from './statusOf';
import { EndingTeller, ownersOf } from './telling/EndingTeller';
import { toForecast } from './toForecast';
import { dateInWords } from './words';

/** Between two looks at an ending. */
const LOOK_EVERY_MS = 5 * 60_000;

/** Where nobody can say: telemetry may have been heard again, or its history arrived, at any moment. */
const LOOK_AGAIN_MS = 60_000;

/** Longer than a look takes; a replica that dies in one leaves it to another then. */
const CLAIM_MS = 60_000;

/** What is the same for all endings is asked once in a while. */
const SHARED_MS = 30_000;

/** Looks at what ends again and again: who is there still, what is in the way, and who is to be told. */
export class EndingKeeper {
  readonly #store: EndingStore;
  readonly #subjects: EndingSubjects;
  readonly #collector: ConsumerCollector;
  readonly #replacements: Replacements;
  readonly #teller: EndingTeller;
  readonly #brownouts: Brownouts;
  readonly #policy: EndingPolicy;
  readonly #logger: LoggerService;
  readonly #now: () => number;
  #shared: { untilMs: number; answers: Promise<SharedAnswers> } | undefined;

  constructor(options: {
    store: EndingStore;
    subjects: EndingSubjects;
    collector: ConsumerCollector;
    replacements: Replacements;
    teller: EndingTeller;
    brownouts: Brownouts;
    policy: EndingPolicy;
    logger: LoggerService;
    now: () => number;
  }) {
    this.#store = options.store;
    this.#subjects = options.subjects;
    this.#collector = options.collector;
    this.#replacements = options.replacements;
    this.#teller = options.teller;
    this.#brownouts = options.brownouts;
    this.#policy = options.policy;
    this.#logger = options.logger;
    this.#now = options.now;
  }

  /** Looks at all that are due. Several replicas may do so at once. */
  async lookAtDue(): Promise<void> {
    for (;;) {
      const nowMs = this.#now();
      const ending = await this.#store.claimDue(nowMs, nowMs + CLAIM_MS);
      if (!ending) {
        return;
      }
      try {
        await this.look(ending);
      } catch (error) {
        this.#logger.error(
          `${ending.row.title}, which ends, could not be looked at, will try again: ${error}`,
        );
      }
      const found = await this.#store.find(ending.id);
      await this.#store.setDue(
        ending.id,
        this.#now() +
          (found?.row.status === 'unknown' ? LOOK_AGAIN_MS : LOOK_EVERY_MS),
      );
    }
  }

  /** Finds out anew how an ending stands, and tells who has to know. */
  async look({ id }: Pick<StoredEnding, 'id'>): Promise<void> {
    const before = await this.#store.find(id);
    const subject = before && (await this.#subjects.ofEnding(before.row));
    if (!before || !subject || before.isOver) {
      return;
    }
    const nowMs = this.#now();
    const shared = await this.#readShared(nowMs);
    const [collected, replacement, replaces, instead] = await Promise.all([
      this.#collector.collect(subject, shared, nowMs),
      this.#replacements.read(subject, before.replacement),
      this.#replacements.listReplaced(subject),
      this.#replacements.titleOf(before.replacement),
    ]);
    await this.#store.transaction(async tx => {
      const ending = await this.#store.find(id, tx);
      // Whoever changed it meanwhile looks at it at once; this was found for what it was.
      if (
        !ending ||
        ending.isOver ||
        ending.row.revision !== before.row.revision
      ) {
        return;
      }
      const isFirst = ending.row.usage_read_at_ms === null;
      const isKnown = collected.problem === undefined;
      const added =
        isKnown || isFirst
          ? await this.#store.replaceConsumers(
              tx,
              id,
              collected.consumers,
              nowMs,
            )
          : [];
      const consumers = await this.#updateStates(tx, id, nowMs);
      const days = await this.#store.listDays(
        consumers.map(consumer => consumer.id),
        tx,
      );
      const readMs = isKnown
        ? nowMs
        : Number(ending.row.usage_read_at_ms) || undefined;
      const verdict = judgeRetirement({
        title: ending.row.title,
        consumers,
        usage: {
          readMs,
          receivedMs: collected.heardMs,
          problem: collected.problem,
        },
        replacement,
        replaces,
        policy: this.#policy,
        nowMs,
      });
      const forecast: EndingForecast = isUsageKnown(verdict.findings)
        ? toForecast(ending, consumers, days, nowMs)
        : {
            outcome: 'unknown',
            explanation: verdict.findings.find(
              ({ kind }) => kind === 'usage-data',
            )!.title,
          };
      const status = statusOf({
        announcedMs: ending.announcedMs,
        sunsetMs: ending.sunsetMs,
        verdict,
        forecast,
        nowMs,
      });
      await this.#tellDue(tx, ending, subject, consumers, instead, nowMs);
      if (!isFirst) {
        await this.#tellOfNew(tx, ending, subject, added, nowMs);
      }
      if (status === 'too-late') {
        await this.#tellOfLateness(
          tx,
          ending,
          subject,
          consumers,
          forecast,
          nowMs,
        );
      }
      await this.#store.putFindings(tx, ending, {
        title: subject.title,
        replacement_title: instead || null,
        owner_ref: subject.ownerRef ?? null,
        status,
        rank: ENDING_STATUSES.indexOf(status),
        forecast: JSON.stringify(forecast),
        verdict: JSON.stringify({ ...verdict, endingId: id }),
        usage_read_at_ms: readMs ?? null,
        usage_problem: collected.problem ?? null,
        search_text: [
          subject.title,
          subject.ownerRef,
          ...consumers.flatMap(({ facts, ownerRef }) => [facts.name, ownerRef]),
        ]
          .filter(Boolean)
          .join('\n')
          .toLocaleLowerCase('en-US'),
      });
    });
    this.#teller.wake();
    if (collected.problem === undefined) {
      await this.#brownouts.record(id, await this.#store.listConsumers(id));
    }
  }

  /** Who is on which version of a contract. */
  async readMatrix(
    subject: Extract<Subject, { kind: 'version' }>,
    isShown: (consumer: ConsumerFacts) => boolean,
  ): Promise<ConsumerMatrix> {
    const nowMs = this.#now();
    const shared = await this.#readShared(nowMs);
    const { consumers, heardMs } = await this.#collector.collect(
      subject,
      shared,
      nowMs,
      () => ({ isUnclear: false }),
    );
    const shown = consumers.filter(isShown);
    return {
      ...readConsumerMatrix(subject.versions, shown, nowMs),
      hiddenConsumers: consumers.length - shown.length,
      ...(heardMs !== undefined && {
        usageReadAt: new Date(heardMs).toISOString(),
      }),
    };
  }

  /** Whom an announcement would be told of, as far as it is known now. */
  async listToBeTold(subject: Subject): Promise<ConsumerFacts[]> {
    const nowMs = this.#now();
    const shared = await this.#readShared(nowMs);
    const { consumers } = await this.#collector.collect(subject, shared, nowMs);
    return consumers.filter(facts =>
      isToBeTold({ facts, state: this.#firstStateOf(facts, nowMs) }),
    );
  }

  /** Of whoever uses it, as far as it is known now. */
  async criticalitiesOf(
    subject: Subject,
  ): Promise<Array<Criticality | undefined>> {
    const nowMs = this.#now();
    const shared = await this.#readShared(nowMs);
    const { consumers } = await this.#collector.collect(subject, shared, nowMs);
    return consumers.map(({ criticality }) => criticality);
  }

  /**
   * May something be retired of which nobody announced an end? Nothing is kept of it,
   * and nobody could agree yet.
   */
  async judge(subject: Subject): Promise<RetirementVerdict> {
    const nowMs = this.#now();
    const shared = await this.#readShared(nowMs);
    const [{ consumers, heardMs, problem }, replaces] = await Promise.all([
      this.#collector.collect(subject, shared, nowMs),
      this.#replacements.listReplaced(subject),
    ]);
    return judgeRetirement({
      title: subject.title,
      consumers: consumers.map((facts): KnownConsumer => {
        const state = this.#firstStateOf(facts, nowMs);
        const { ownerRef } = facts;
        return { facts, listedMs: nowMs, reminders: 0, id: 0, ownerRef, state };
      }),
      usage: {
        readMs: problem === undefined ? nowMs : undefined,
        receivedMs: heardMs,
        problem,
      },
      replacement: { kind: 'missing' },
      replaces,
      policy: this.#policy,
      nowMs,
    });
  }

  /** Of a consumer that was told nothing yet. */
  #firstStateOf(facts: ConsumerFacts, nowMs: number): ConsumerState {
    const consumer = { facts, listedMs: nowMs, reminders: 0 };
    return stateOfConsumer(consumer, this.#policy, nowMs);
  }

  #readShared(nowMs: number): Promise<SharedAnswers> {
    if (!this.#shared || this.#shared.untilMs <= nowMs) {
      this.#shared = {
        untilMs: nowMs + SHARED_MS,
        answers: this.#collector.readShared(),
      };
    }
    return this.#shared.answers;
  }

  async #updateStates(
    tx: Knex.Transaction,
    endingId: number,
    nowMs: number,
  ): Promise<KnownConsumer[]> {
    const consumers = await this.#store.listConsumers(endingId, tx);
    for (const consumer of consumers) {
      const state = stateOfConsumer(consumer, this.#policy, nowMs);
      if (state !== consumer.state) {
        await this.#store.changeConsumer(tx, consumer.id, { state });
        consumer.state = state;
      }
    }
    return consumers;
  }

  /** Tells owners of consumers that are there still: at the announcement, and as the date nears. */
  async #tellDue(
    tx: Knex.Transaction,
    ending: StoredEnding,
    subject: Subject,
    consumers: readonly KnownConsumer[],
    instead: string,
    nowMs: number,
  ): Promise<void> {
    // What was read from a source without a date is told once somebody completes it.
    if (ending.sunsetMs === undefined) {
      return;
    }
    const there = consumers.filter(isToBeTold);
    const told = await this.#teller.listTold(tx, ending.id);
    for (const owner of ownersOf(there)) {
      const due = dueOccasions(
        occasionsOf(ending),
        told.get(owner) ?? new Set(),
        nowMs,
      );
      await this.#teller.passOver(
        tx,
        ending.id,
        owner,
        due.passedOver.map(({ id }) => id),
      );
      if (due.told) {
        const { id: occasion, title, isReminder } = due.told;
        const theirs = there.filter(({ ownerRef }) => ownerRef === owner);
        const reached = await this.#teller.tell(tx, ending, subject, [owner], {
          occasion,
          title: title(subject.title),
          lines: [
            `It is used by ${theirs.map(({ facts }) => facts.name).join(', ')}.`,
            instead && `To use instead: ${instead}.`,
            ending.row.note ?? '',
            'Say that you know, and when you will have moved.',
          ],
          severity: isReminder ? 'high' : 'normal',
        });
        if (reached.length > 0) {
          await this.#countReminders(tx, theirs, isReminder, nowMs);
          await this.#store.addEvents(
            tx,
            ending.id,
            [
              {
                kind: 'told',
                consumerId: theirs[0].id,
                text: `${owner} was told: ${title(subject.title)}`,
              },
            ],
            nowMs,
          );
        }
      }
    }
  }

  async #countReminders(
    tx: Knex.Transaction,
    consumers: readonly KnownConsumer[],
    isReminder: boolean,
    nowMs: number,
  ): Promise<void> {
    for (const consumer of consumers) {
      const counts = isReminder && consumer.acknowledgedMs === undefined;
      await this.#store.changeConsumer(tx, consumer.id, {
        last_told_at_ms: nowMs,
        ...(counts && { reminders: consumer.reminders + 1 }),
      });
    }
  }

  /** Somebody begins to use what ends: its owner is told as of an announcement, and the provider that there is one more. */
  async #tellOfNew(
    tx: Knex.Transaction,
    ending: StoredEnding,
    subject: Subject,
    added: readonly KnownConsumer[],
    nowMs: number,
  ): Promise<void> {
    for (const consumer of added) {
      const text = `${consumer.facts.name} began to use ${subject.title}, which ends`;
      const events: NewEvent[] = [
        { kind: 'new-consumer', text, consumerId: consumer.id },
      ];
      await this.#store.addEvents(tx, ending.id, events, nowMs);
      await this.#teller.tell(tx, ending, subject, providersOf(subject), {
        occasion: `new-consumer ${consumer.id}`,
        consumerId: consumer.id,
        title: text,
        lines: [
          consumer.ownerRef
            ? `Its owner ${consumer.ownerRef} is told as well.`
            : 'Nobody is known to own it.',
        ],
        severity: 'normal',
      });
    }
  }

  /** The forecast passes the end date: once for each date. */
  async #tellOfLateness(
    tx: Knex.Transaction,
    ending: StoredEnding,
    subject: Subject,
    consumers: readonly KnownConsumer[],
    forecast: EndingForecast,
    nowMs: number,
  ): Promise<void> {
    const late = consumers.filter(({ id }) =>
      forecast.lastConsumers?.includes(id),
    );
    const title =
      forecast.outcome === 'expected'
        ? `${subject.title} ends on ${dateInWords(ending.sunsetMs!)}, and its last consumer is expected to leave on ${dateInWords(Date.parse(forecast.lastAt!))}`
        : `${subject.title} ends on ${dateInWords(ending.sunsetMs!)}, and it is not used less`;
    const told = await this.#teller.tell(
      tx,
      ending,
      subject,
      [...providersOf(subject), ...ownersOf(late)],
      {
        occasion: `forecast-late ${ending.sunsetMs}`,
        title,
        lines: [forecast.explanation ?? ''],
        severity: 'high',
      },
    );
    if (told.length > 0) {
      await this.#store.addEvents(
        tx,
        ending.id,
        [{ kind: 'forecast-late', text: title }],
        nowMs,
      );
    }
  }
}

function providersOf({ ownerRef }: Subject): string[] {
  return ownerRef ? [ownerRef] : [];
}
