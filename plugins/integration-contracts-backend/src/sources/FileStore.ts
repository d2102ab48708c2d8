import { Knex } from 'knex';
import { StoredNumber } from '../database';
import { ContractFormatId } from '../formats/ContractFormat';

/** A file that is a contract, as it was last fetched. */
export interface NamedFile {
  contractId: number;
  /** The integration that names it. */
  integrationRef: string;
  url: string;
  format: ContractFormatId;
  /** Of the text that was taken last; none while there is a problem. */
  etag?: string;
  /** Of the text that was taken last. */
  digest?: string;
  /** When it was last found to be as the registry has it. */
  readAtMs?: number;
  problem?: string;
}

interface FileRow {
  contract_id: number;
  integration_ref: string;
  url: string;
  format: ContractFormatId;
  etag: string | null;
  digest: string | null;
  read_at_ms: StoredNumber | null;
  problem: string | null;
  due_at_ms: StoredNumber;
}

/** What a flow says of its file. */
type Naming = Pick<
  FileRow,
  'contract_id' | 'integration_ref' | 'url' | 'format'
>;

/** Longer than fetching and judging take; a replica that dies leaves a file to another then. */
const CLAIM_MS = 10 * 60_000;

/** Keeps which files are fetched, one for each contract, and how that went. */
export class FileStore {
  readonly #knex: Knex;
  readonly #now: () => number;
  #onWake: () => void = () => {};

  constructor(options: { knex: Knex; now: () => number }) {
    this.#knex = options.knex;
    this.#now = options.now;
  }

  /** Who fetches files is called when one is new. */
  onWake(listener: () => void): void {
    this.#onWake = listener;
  }

  /**
   * Follows what the flows say. Where several integrations name different
   * files by the same path, the one that is followed already stays.
   */
  async follow(): Promise<void> {
    const namings = new Map<number, Naming[]>();
    const named: Naming[] = await this.#knex('contract_flows')
      .whereNotNull('contract_id')
      .whereNotNull('file_url')
      .orderBy(['integration_ref', 'position'])
      .select(
        'contract_id',
        'integration_ref',
        'file_url as url',
        'file_format as format',
      );
    for (const naming of named) {
      const others = namings.get(naming.contract_id);
      if (others) {
        others.push(naming);
      } else {
        namings.set(naming.contract_id, [naming]);
      }
    }
    const files = await this.#files();
    const known = new Map(files.map(file => [file.contract_id, file]));
    for (const [contractId, all] of namings) {
      const present = known.get(contractId);
      await this.#put(
        all.find(({ url }) => url === present?.url) ?? all[0],
        present,
      );
    }
    for (const { contract_id: id, problem } of files) {
      if (!namings.has(id)) {
        await this.#forget(id, problem);
      }
    }
  }

  /** The files with these contracts, by contract. */
  async list(contractIds: readonly number[]): Promise<Map<number, NamedFile>> {
    const rows = await this.#files().whereIn('contract_id', [...contractIds]);
    return new Map(rows.map(row => [row.contract_id, toNamedFile(row)]));
  }

  /** Takes files that are due for this replica to fetch. */
  async claim(most: number): Promise<NamedFile[]> {
    const due = await this.#files()
      .where('due_at_ms', '<=', this.#now())
      .orderBy('due_at_ms')
      .limit(most);
    const claimed: NamedFile[] = [];
    for (const row of due) {
      const counted = await this.#files()
        .where({ contract_id: row.contract_id, due_at_ms: row.due_at_ms })
        .update({ due_at_ms: this.#now() + CLAIM_MS });
      if (counted > 0) {
        claimed.push(toNamedFile(row));
      }
    }
    return claimed;
  }

  /** The file is as the registry has it. */
  async markTaken(
    file: NamedFile,
    taken: { etag?: string; digest?: string },
    nextMs: number,
  ): Promise<void> {
    await this.#change(file, {
      etag: taken.etag ?? null,
      digest: taken.digest ?? null,
      read_at_ms: this.#now(),
      problem: null,
      due_at_ms: nextMs,
    });
  }

  /** The file was not read, or its text not taken: it is read again, as a whole. */
  async markProblem(
    file: NamedFile,
    problem: string,
    nextMs: number,
  ): Promise<void> {
    await this.#change(file, { etag: null, problem, due_at_ms: nextMs });
  }

  /** The file was not looked at, or nobody knows how that went. */
  async postpone(file: NamedFile, nextMs: number): Promise<void> {
    await this.#files()
      .where({ contract_id: file.contractId, url: file.url })
      .update({ due_at_ms: nextMs });
  }

  /** Both the file and the contract say what the matter is. */
  async #change(
    { contractId, url }: NamedFile,
    change: Partial<FileRow> & Pick<FileRow, 'problem' | 'due_at_ms'>,
  ): Promise<void> {
    await this.#knex.transaction(async tx => {
      // Meanwhile the contract may have another file.
      const counted = await tx('contract_files')
        .where({ contract_id: contractId, url })
        .update(change);
      if (counted > 0) {
        await tx('contracts')
          .where('id', contractId)
          .update({ problem: change.problem });
      }
    });
  }

  async #put(naming: Naming, present: FileRow | undefined): Promise<void> {
    const isSame =
      present?.url === naming.url && present.format === naming.format;
    if (isSame && present.integration_ref === naming.integration_ref) {
      return;
    }
    const changed = isSame
      ? naming
      : {
          ...naming,
          etag: null,
          digest: null,
          problem: null,
          due_at_ms: this.#now(),
        };
    await this.#files()
      .insert({ due_at_ms: this.#now(), ...changed })
      .onConflict('contract_id')
      .merge(Object.keys(changed) as Array<keyof FileRow>);
    if (!isSame) {
      this.#onWake();
    }
  }

  async #forget(contractId: number, problem: string | null): Promise<void> {
    await this.#knex.transaction(async tx => {
      await tx('contract_files').where('contract_id', contractId).delete();
      if (problem !== null) {
        await tx('contracts')
          .where({ id: contractId, problem })
          .update({ problem: null });
      }
    });
  }

  #files() {
    return this.#knex<FileRow>('contract_files');
  }
}

function toNamedFile(row: FileRow): NamedFile {
  return {
    contractId: row.contract_id,
    integrationRef: row.integration_ref,
    url: row.url,
    format: row.format,
    etag: row.etag ?? undefined,
    digest: row.digest ?? undefined,
    readAtMs: row.read_at_ms === null ? undefined : Number(row.read_at_ms),
    problem: row.problem ?? undefined,
  };
}
