import {
  ContractId,
  stringifyContractId,
  VerdictState,
} from '@tieline/plugin-integrations-common/contracts';
import { Knex } from 'knex';
import { ConsumerReader } from '../consumers/ConsumerReader';
import { Judgement } from '../judging/Judge';
import { StoredContract } from '../registry/Contract';
import { Outbox, OutboxMessage } from './Outbox';

const TOPIC = 'integration-contract';
/** A notification says the first few; the page has all. */
const SHOWN_VIOLATIONS = 3;
/** As many as one change may have. */
const SUBJECTS_AT_ONCE = 500;

export interface NewsOfVersion {
  version: string;
  number: number;
  atMs: number;
  state: VerdictState;
  judgement: Judgement;
  override?: { reason: string; by: string };
}

/** What goes out with a version. */
export interface Announcement {
  messages: OutboxMessage[];
  /** Owners who are told that it breaks. */
  told: string[];
}

/** The page of a contract. */
export function linkOf({ registry, subject }: ContractId): string {
  return `/contracts/${encodeURIComponent(registry)}/${encodeURIComponent(subject)}`;
}

/**
 * Tells owners of a version that breaks, and telemetry of every version, so
 * that health pages show it. Both go through the outbox, with the version
 * itself: nobody who publishes waits for them, and nothing is lost.
 */
export class Announcer {
  readonly #outbox: Outbox;
  readonly #consumers: ConsumerReader;

  constructor(options: { outbox: Outbox; consumers: ConsumerReader }) {
    this.#outbox = options.outbox;
    this.#consumers = options.consumers;
  }

  async compose(
    contract: StoredContract,
    news: NewsOfVersion,
  ): Promise<Announcement> {
    const breaks = ['incompatible', 'overridden'].includes(news.state);
    const told = breaks ? await this.#consumers.listOwners(contract) : [];
    const subjects = await this.#consumers.listIntegrationRefs(contract);
    const messages = told.map(owner => toNotification(contract, news, owner));
    for (let at = 0; at < subjects.length; at += SUBJECTS_AT_ONCE) {
      const some = subjects.slice(at, at + SUBJECTS_AT_ONCE);
      messages.push(toChange(contract, news, some, at));
    }
    return { messages, told };
  }

  async put(
    tx: Knex.Transaction,
    { id }: StoredContract,
    { messages }: Announcement,
  ): Promise<void> {
    await this.#outbox.put(tx, { contractId: id }, messages);
  }

  /** There is something to tell. */
  wake(): void {
    this.#outbox.wake();
  }
}

function toNotification(
  contract: StoredContract,
  { version, judgement, override }: NewsOfVersion,
  owner: string,
): OutboxMessage {
  const errors = judgement.violations.filter(
    ({ severity }) => severity === 'error',
  );
  const lines = [
    override && `Published all the same by ${override.by}: ${override.reason}`,
    ...errors.slice(0, SHOWN_VIOLATIONS).map(({ message }) => message),
    errors.length > SHOWN_VIOLATIONS &&
      `And ${errors.length - SHOWN_VIOLATIONS} more.`,
  ];
  return {
    kind: 'notification',
    payload: {
      recipients: { type: 'entity', entityRef: owner },
      payload: {
        title: `${contract.row.title ?? contract.subject} ${version} breaks who follows ${judgement.clashingVersion ?? 'the version before'}`,
        description: lines.filter(Boolean).join('\n'),
        link: linkOf(contract),
        severity: 'high',
        topic: TOPIC,
        scope: `${stringifyContractId(contract)} ${version}`,
      },
    },
  };
}

function toChange(
  contract: StoredContract,
  { version, number, atMs, state }: NewsOfVersion,
  subjects: string[],
  at: number,
): OutboxMessage {
  const name = contract.row.title ?? contract.subject;
  return {
    kind: 'change',
    payload: {
      id: `contract-version:${contract.id}:${number}${at > 0 ? `:${at}` : ''}`,
      at: new Date(atMs).toISOString(),
      kind: 'contract-version',
      title: `${name} ${version} published${state === 'incompatible' || state === 'overridden' ? ', incompatible' : ''}`,
      subjects,
      version,
      link: linkOf(contract),
    },
  };
}
