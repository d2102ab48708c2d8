import {
  ContractId,
  ContractSettings,
  Guarantees,
} from '@tieline/plugin-integrations-common/contracts';
import { Knex } from 'knex';
import { inBatches } from '../database';
import { ContractRow, Defaults, SourceFacts, StoredContract } from './Contract';
import { guaranteesOf } from './guaranteesOf';

/** Keeps contracts: what they are called, whose they are, how they are judged. */
export class ContractStore {
  readonly #knex: Knex;
  readonly #defaults: Defaults;

  constructor(options: { knex: Knex; defaults: Defaults }) {
    this.#knex = options.knex;
    this.#defaults = options.defaults;
  }

  /** How a contract is judged that isn't there yet. */
  get defaults(): Defaults {
    return this.#defaults;
  }

  async find(
    id: ContractId,
    knex: Knex = this.#knex,
  ): Promise<StoredContract | undefined> {
    const row = await knex<ContractRow>('contracts')
      .where({ registry: id.registry, subject: id.subject })
      .first();
    return row && toStored(row);
  }

  /** @param id - its stable number */
  async findById(id: number): Promise<StoredContract | undefined> {
    const row = await this.#knex<ContractRow>('contracts')
      .where({ id })
      .first();
    return row && toStored(row);
  }

  /** What contracts promise besides their shape, by id. */
  async listGuarantees(
    ids: readonly number[],
  ): Promise<Map<number, Guarantees>> {
    const found = new Map<number, Guarantees>();
    for (const batch of inBatches(ids)) {
      const rows: Array<{
        id: number;
        settings: string;
        guarantees: string | null;
      }> = await this.#knex('contracts')
        .leftJoin('contract_versions as latest', join =>
          join
            .on('latest.contract_id', 'contracts.id')
            .andOn('latest.number', 'contracts.newest_number'),
        )
        .whereIn('contracts.id', batch)
        .select('contracts.id', 'contracts.settings', 'latest.guarantees');
      rows.forEach(({ id, settings, guarantees }) =>
        found.set(id, guaranteesOf(JSON.parse(settings), guarantees)),
      );
    }
    return found;
  }

  /** The contract, made where it isn't there yet. */
  async ensure(
    id: ContractId,
    knex: Knex = this.#knex,
  ): Promise<StoredContract> {
    const found = await this.find(id, knex);
    if (found) {
      return found;
    }
    await knex('contracts')
      .insert({
        registry: id.registry,
        subject: id.subject,
        ...this.#effective(id, {}, {}),
        latest_number: 0,
        newest_number: 0,
      })
      .onConflict(['registry', 'subject'])
      .ignore();
    return (await this.find(id, knex))!;
  }

  /** Keeps what somebody set; what is missing stays as it is. */
  async changeSettings(
    contract: StoredContract,
    given: ContractSettings,
  ): Promise<void> {
    const settings = { ...contract.settings, ...given };
    await this.#knex('contracts')
      .where('id', contract.id)
      .update(this.#effective(contract, settings, contract.sourceFacts));
  }

  /** Keeps what a source says; what somebody set goes before it. */
  async changeSourceFacts(
    contract: StoredContract,
    facts: SourceFacts,
    others: Partial<Pick<ContractRow, 'api_ref' | 'format' | 'problem'>> = {},
    knex: Knex = this.#knex,
  ): Promise<void> {
    await knex('contracts')
      .where('id', contract.id)
      .update({
        ...this.#effective(contract, contract.settings, facts),
        ...others,
      });
  }

  /** @param problem - why its present text is not taken; null where it is */
  async setProblem(
    { id }: StoredContract,
    problem: string | null,
  ): Promise<void> {
    await this.#knex('contracts').where({ id }).update({ problem });
  }

  /** Forgets contracts of which nobody published, set or declares anything. */
  async forgetUnused(): Promise<void> {
    await this.#knex('contracts')
      .where({ latest_number: 0, settings: '{}', api_ref: null })
      .whereNotExists(flows =>
        flows
          .from('contract_flows')
          .whereRaw('contract_flows.contract_id = contracts.id'),
      )
      .delete();
  }

  #effective(id: ContractId, settings: ContractSettings, facts: SourceFacts) {
    const title = settings.title ?? facts.title ?? null;
    const ownerRef = settings.ownerRef ?? facts.ownerRef ?? null;
    return {
      title,
      owner_ref: ownerRef,
      mode: settings.mode ?? facts.mode ?? this.#defaults.mode,
      policy: settings.policy ?? facts.policy ?? this.#defaults.policy,
      settings: JSON.stringify(settings),
      source_facts: JSON.stringify(facts),
      search_text: [id.registry, id.subject, title, ownerRef]
        .filter(Boolean)
        .join('\n')
        .toLocaleLowerCase('en-US'),
    };
  }
}

function toStored(row: ContractRow): StoredContract {
  return {
    id: row.id,
    registry: row.registry,
    subject: row.subject,
    row,
    settings: JSON.parse(row.settings),
    sourceFacts: JSON.parse(row.source_facts),
  };
}
