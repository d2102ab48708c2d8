import { stringifyContractId } from '@tieline/plugin-integrations-common/contracts';
import { Knex } from 'knex';
import { Outbox, OutboxMessage } from '../../telling/Outbox';
import { KnownConsumer, StoredEnding } from '../Ending';
import { Subject } from '../EndingSubjects';

/** What somebody is told. */
export interface News {
  /** Each recipient is told of it once. */
  occasion: string;
  title: string;
  lines: string[];
  severity: 'low' | 'normal' | 'high';
  /** The consumer that the title names. */
  consumerId?: number;
}

const TOPIC = 'integration-ending';

/** The page of an ending. */
export function linkOfEnding(id: number): string {
  return `/deprecations?ending=${id}`;
}

/**
 * Tells people of endings, each of each thing once: what was told is written down
 * in the transaction that puts the message into the outbox.
 */
export class EndingTeller {
  readonly #outbox: Outbox;
  readonly #now: () => number;

  constructor(options: { outbox: Outbox; now: () => number }) {
    this.#outbox = options.outbox;
    this.#now = options.now;
  }

  /** @returns those who were told now */
  async tell(
    tx: Knex.Transaction,
    ending: StoredEnding,
    subject: Subject,
    recipients: readonly string[],
    news: News,
  ): Promise<string[]> {
    const told: string[] = [];
    for (const recipient of new Set(recipients)) {
      if (await this.#isFirst(tx, ending.id, recipient, news.occasion)) {
        told.push(recipient);
      }
    }
    await this.#outbox.put(
      tx,
      {
        contractId:
          subject.kind === 'version' ? subject.contract.id : undefined,
        endingId: ending.id,
        consumerId: news.consumerId,
      },
      told.map(recipient => toMessage(ending, subject, recipient, news)),
    );
    return told;
  }

  /** Writes down that somebody need not be told of these any more. */
  async passOver(
    tx: Knex.Transaction,
    endingId: number,
    recipient: string,
    occasions: readonly string[],
  ): Promise<void> {
    for (const occasion of occasions) {
      await this.#isFirst(tx, endingId, recipient, occasion);
    }
  }

  /** What a recipient was told of, by occasion. */
  async listTold(
    tx: Knex.Transaction,
    endingId: number,
  ): Promise<Map<string, Set<string>>> {
    const rows: Array<{ recipient_ref: string; occasion: string }> = await tx(
      'ending_tellings',
    ).where('ending_id', endingId);
    const told = new Map<string, Set<string>>();
    for (const { recipient_ref: ref, occasion } of rows) {
      told.set(ref, (told.get(ref) ?? new Set()).add(occasion));
    }
    return told;
  }

  wake(): void {
    this.#outbox.wake();
  }

  async #isFirst(
    tx: Knex.Transaction,
    endingId: number,
    recipient: string,
    occasion: string,
  ): Promise<boolean> {
    const key = { ending_id: endingId, recipient_ref: recipient, occasion };
    const atMs = this.#now();
    const known = await tx('ending_tellings').where(key).first();
    if (known) {
      return false;
    }
    // Another replica that does the same waits here for this transaction.
    const inserted = await tx('ending_tellings')
      .insert({ ...key, at_ms: atMs })
      .onConflict(['ending_id', 'recipient_ref', 'occasion'])
      .ignore()
      .returning('occasion');
    return inserted.length > 0;
  }
}

function toMessage(
  { id }: StoredEnding,
  subject: Subject,
  recipient: string,
  { occasion, title, lines, severity }: News,
): OutboxMessage {
  const name =
    subject.kind === 'version'
      ? `${stringifyContractId(subject.contract)} ${subject.version.version}`
      : subject.openKey;
  return {
    kind: 'notification',
    payload: {
      recipients: { type: 'entity', entityRef: recipient },
      payload: {
        title,
        description: lines.filter(Boolean).join('\n'),
        link: linkOfEnding(id),
        severity,
        topic: TOPIC,
        scope: `${name} ${occasion}`,
      },
    },
  };
}

/** Whom news about these consumers go to. */
export function ownersOf(consumers: readonly KnownConsumer[]): string[] {
  return [...new Set(consumers.flatMap(({ ownerRef }) => ownerRef ?? []))];
}
