import { InputError } from '@backstage/errors';
import {
  ConsumerClaim,
  EndingAnswer,
  Extension,
} from '@tieline/plugin-integrations-common/contracts';
import { assertGoesOn } from './assertGoesOn';
import { CallerClaimStore } from './claims/CallerClaimStore';
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
  readonly #claims: CallerClaimStore;
  readonly #now: () => number;

  constructor(options: {
    store: EndingStore;
    keeper: EndingKeeper;
    teller: EndingTeller;
    claims: CallerClaimStore;
    now: () => number;
  }) {
    this.#store = options.store;
    this.#keeper = options.keeper;
    this.#teller = options.teller;
    this.#claims = options.claims;
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
    await this.#keeper.look(ending);
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
