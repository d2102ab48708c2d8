import { InputError } from '@backstage/errors';
import {
  ConsumerClaim,
  EndingAnswer,
  Extension,
} from '@tieline/plugin-integrations-common/contracts';
import { assertGoesOn } from './assertGoesOn';
import { KnownConsumer, StoredEnding } from './Ending';
import { EndingKeeper } from './EndingKeeper';
import { EndingStore } from './EndingStore';
import { Subject } from './EndingSubjects';
import { EndingTeller } from './telling/EndingTeller';
import { dateInWords } from './words';

/** What consumers of something that ends say: that they know, when they move, what they need, and what is theirs. */
export class ConsumerAnswers {
  readonly #store: EndingStore;
  readonly #keeper: EndingKeeper;
  readonly #teller: EndingTeller;
  readonly #now: () => number;

  constructor(options: {
    store: EndingStore;
    keeper: EndingKeeper;
    teller: EndingTeller;
    now: () => number;
  }) {
    this.#store = options.store;
    this.#keeper = options.keeper;
    this.#teller = options.teller;
    this.#now = options.now;
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
          consumerId: consumer.id,
          title: `${name} asks for more time with ${subject.title}`,
          lines: [`Until ${dateInWords(untilMs!)}: ${asked.reason}`],
          severity: 'normal',
        });
      }
    });
    await this.#keeper.look(ending);
  }

  /** Somebody says whose traffic it is. */
  async claim(
    ending: StoredEnding,
    consumer: KnownConsumer,
    { ownerRef, note }: ConsumerClaim,
    by: string,
  ): Promise<void> {
    assertGoesOn(ending);
    await this.#store.transaction(async tx => {
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
            text: `${consumer.facts.name} belongs to ${ownerRef}${note ? `: ${note}` : ''}`,
          },
        ],
        this.#now(),
      );
    });
    await this.#keeper.look(ending);
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
