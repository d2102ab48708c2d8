import {
  ContractVersion,
  RegisteredVersion,
  VersionState,
} from '@tieline/plugin-integrations-common/contracts';
import { Knex } from 'knex';
import { inBatches, StoredNumber, toOptionalInstant } from '../database';
import { EarlierText, StoredText } from '../judging/Judge';
import { VersionRow } from './Contract';

/** What is stored with a version, besides what the store finds out. */
export type NewVersion = Omit<VersionRow, 'id' | 'digest' | 'content_id'>;

/** How a version's state changes. */
export interface LifecycleChange {
  state: VersionRow['state'];
  sunsetAt?: string;
  /** For people. */
  replacement?: string;
}

/** An earlier text that is kept here. */
export interface StoredEarlierText extends EarlierText {
  text: StoredText;
}

/** What lists of versions need, and when a retired one was retired. */
interface RegisteredRow extends Pick<
  VersionRow,
  'contract_id' | 'version' | 'state' | 'sunset_at_ms'
> {
  over_at_ms: StoredNumber | null;
}

/** History may be added after what came later. */
const newestFirst = [
  { column: 'published_at_ms', order: 'desc' },
  { column: 'number', order: 'desc' },
];

const columns = ['contract_versions.*', 'contract_contents.digest'];

/** Keeps versions, and each canonical content once. */
export class VersionStore {
  readonly #knex: Knex;

  constructor(options: { knex: Knex }) {
    this.#knex = options.knex;
  }

  /** All of a contract, newest first. */
  async list(contractId: number): Promise<VersionRow[]> {
    return this.#versions()
      .where('contract_id', contractId)
      .orderBy(newestFirst);
  }

  /** The versions of several contracts without what is in them, newest first, by contract. */
  async listRegistered(
    contractIds: readonly number[],
    nowMs: number,
  ): Promise<Map<number, RegisteredVersion[]>> {
    const found = new Map<number, RegisteredVersion[]>();
    for (const batch of inBatches(contractIds)) {
      const rows: RegisteredRow[] = await this.#knex('contract_versions')
        .leftJoin('endings', join =>
          join
            .on('endings.version_id', 'contract_versions.id')
            .andOnVal('endings.over_how', 'retired'),
        )
        .whereIn('contract_id', batch)
        .orderBy(newestFirst)
        .select(
          'contract_id',
          'version',
          'state',
          'contract_versions.sunset_at_ms',
          'endings.over_at_ms',
        );
      for (const row of rows) {
        const known = found.get(row.contract_id) ?? [];
        known.push(toRegistered(row, nowMs));
        found.set(row.contract_id, known);
      }
    }
    return found;
  }

  /** @param version - its name, or `latest` */
  async find(
    contractId: number,
    version: string,
  ): Promise<VersionRow | undefined> {
    const query = this.#versions().where('contract_id', contractId);
    return version === 'latest'
      ? query.orderBy(newestFirst).first()
      : query.where('version', version).first();
  }

  /** The versions with these ids, in no order. */
  async listByIds(ids: readonly number[]): Promise<VersionRow[]> {
    const found = await Promise.all(
      inBatches(ids).map(batch =>
        this.#versions().whereIn('contract_versions.id', batch),
      ),
    );
    return found.flat();
  }

  /** A version's text, for whoever judges it: read when it is asked for. */
  toEarlierText({
    version,
    format,
    content_id: id,
  }: VersionRow): StoredEarlierText {
    return { version, format, text: { id, read: () => this.#readBytes(id) } };
  }

  /** The text of a content. */
  async readText(contentId: number): Promise<string> {
    const { text } = await this.#knex('contract_contents')
      .where('id', contentId)
      .first('text');
    return text;
  }

  async #readBytes(id: number): Promise<Uint8Array<ArrayBuffer>> {
    const isSqlite = this.#knex.client.config.client !== 'pg';
    const { text } = await this.#knex('contract_contents')
      .where('id', id)
      // SQLite keeps UTF-8: bytes are not made a text here, and bytes again for a thread.
      .first(isSqlite ? this.#knex.raw('cast(text as blob) as text') : 'text');
    return typeof text === 'string' ? new TextEncoder().encode(text) : text;
  }

  /**
   * Adds a version of a contract.
   *
   * @returns undefined where another version was added since they were read
   * @throws a conflict of the database where the version's name is taken
   */
  async add(
    tx: Knex.Transaction,
    content: { digest: string; text: string },
    version: NewVersion,
  ): Promise<VersionRow | undefined> {
    const counted = await tx('contracts')
      .where({
        id: version.contract_id,
        latest_number: version.number - 1,
      })
      .update({ latest_number: version.number });
    if (counted === 0) {
      return undefined;
    }
    await tx('contract_contents').insert(content).onConflict('digest').ignore();
    const { id: contentId } = await tx('contract_contents')
      .where('digest', content.digest)
      .first('id');
    await tx('contract_versions').insert({ ...version, content_id: contentId });
    const newest = await tx('contract_versions')
      .where('contract_id', version.contract_id)
      .orderBy(newestFirst)
      .first('number');
    await tx('contracts')
      .where('id', version.contract_id)
      .update({ newest_number: newest.number });
    return this.#versions(tx)
      .where('contract_id', version.contract_id)
      .where('number', version.number)
      .first();
  }

  /** Keeps what a version's verdict is now that something is before it. */
  async changeVerdict(
    id: number,
    verdict: Pick<VersionRow, 'verdict_state' | 'breaking' | 'verdict'>,
  ): Promise<void> {
    await this.#knex('contract_versions').where('id', id).update(verdict);
  }

  async changeLifecycle(
    { id, deprecated_at_ms: deprecatedAtMs }: VersionRow,
    { state, sunsetAt, replacement }: LifecycleChange,
    nowMs: number,
    knex: Knex = this.#knex,
  ): Promise<void> {
    await knex('contract_versions')
      .where('id', id)
      .update({
        state,
        deprecated_at_ms: state === 'active' ? null : (deprecatedAtMs ?? nowMs),
        sunset_at_ms:
          state === 'active' || !sunsetAt ? null : Date.parse(sunsetAt),
        replacement: state === 'active' ? null : (replacement ?? null),
      });
  }

  #versions(knex: Knex = this.#knex) {
    return knex('contract_versions')
      .join(
        'contract_contents',
        'contract_contents.id',
        'contract_versions.content_id',
      )
      .select(columns);
  }
}

/** A version as the API shows it. `sunset` is not stored: it comes with the date. */
export function toWireVersion(row: VersionRow, nowMs: number): ContractVersion {
  const instant = (ms: number | string | null) =>
    ms === null ? undefined : new Date(Number(ms)).toISOString();
  return {
    version: row.version,
    number: row.number,
    contentId: row.content_id,
    format: row.format,
    state: stateOf(row, nowMs),
    publishedAt: instant(row.published_at_ms)!,
    publishedBy: row.published_by ?? undefined,
    source: row.source,
    sourceUrl: row.source_url ?? undefined,
    changelog: row.changelog ?? undefined,
    deprecatedAt: instant(row.deprecated_at_ms),
    sunsetAt: instant(row.sunset_at_ms),
    replacement: row.replacement ?? undefined,
    verdict: row.verdict_state,
    breaking: row.breaking,
    override:
      row.override_reason === null
        ? undefined
        : { reason: row.override_reason, by: row.override_by ?? 'unknown' },
  };
}

function stateOf(
  row: Pick<VersionRow, 'state' | 'sunset_at_ms'>,
  nowMs: number,
): VersionState {
  const isPast =
    row.state === 'deprecated' &&
    row.sunset_at_ms !== null &&
    Number(row.sunset_at_ms) <= nowMs;
  return isPast ? 'sunset' : row.state;
}

function toRegistered(row: RegisteredRow, nowMs: number): RegisteredVersion {
  const state = stateOf(row, nowMs);
  const endedMs = state === 'retired' ? row.over_at_ms : row.sunset_at_ms;
  return {
    version: row.version,
    state,
    ...((state === 'sunset' || state === 'retired') && {
      endedAt: toOptionalInstant(endedMs),
    }),
  };
}
