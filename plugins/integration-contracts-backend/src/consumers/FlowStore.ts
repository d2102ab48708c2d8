import { IntegrationFacets } from '@tieline/plugin-integrations-common/telemetry';
import { IntegrationQuery } from '@tieline/plugin-integrations-node';
import { Knex } from 'knex';
import { inBatches } from '../database';
import { ContractFormatId } from '../formats/ContractFormat';

/** A data flow of an integration, with the contract that it is under. */
export interface Flow {
  integrationRef: string;
  /** In the entity's list. */
  position: number;
  contractId?: number;
  data: string;
  direction?: string;
  providerRef?: string;
  /** The file that it names as its contract. */
  file?: FlowFile;
}

/** Where a file is and how it is read, or why it is not fetched. */
export type FlowFile =
  { url: string; format: ContractFormatId } | { problem: string };

export interface IntegrationFlow extends Flow {
  facets: IntegrationFacets;
}

interface FlowRow {
  integration_ref: string;
  position: number;
  contract_id: number | null;
  data: string;
  direction: string | null;
  provider_ref: string | null;
  file_url: string | null;
  file_format: ContractFormatId | null;
  file_problem: string | null;
  facets: string;
}

const MAX_DATA_LENGTH = 500;

/** Keeps which integrations have which data under which contract. */
export class FlowStore {
  readonly #knex: Knex;

  constructor(options: { knex: Knex }) {
    this.#knex = options.knex;
  }

  /** Replaces what was known of the integrations. */
  async replace(
    integrationRefs: readonly string[],
    flows: readonly Flow[],
  ): Promise<void> {
    await this.#knex.transaction(async tx => {
      for (const batch of inBatches(integrationRefs)) {
        await tx('contract_flows').whereIn('integration_ref', batch).delete();
      }
      for (const batch of inBatches(flows)) {
        await tx('contract_flows')
          .insert(
            batch.map(flow => ({
              integration_ref: flow.integrationRef,
              position: flow.position,
              contract_id: flow.contractId ?? null,
              data: flow.data.slice(0, MAX_DATA_LENGTH),
              direction: flow.direction ?? null,
              provider_ref: flow.providerRef ?? null,
              ...toFileColumns(flow.file),
            })),
          )
          // Another replica has written the same.
          .onConflict(['integration_ref', 'position'])
          .merge();
      }
    });
  }

  /** The flows under a contract, by integration. */
  async listOfContract(
    contractId: number,
    readable: IntegrationQuery,
  ): Promise<IntegrationFlow[]> {
    return this.#list(query => {
      query.where('contract_flows.contract_id', contractId);
      readable(query);
    });
  }

  /** The flows of one integration, in their order. */
  async listOfIntegration(
    integrationRef: string,
    readable: IntegrationQuery,
  ): Promise<IntegrationFlow[]> {
    return this.#list(query => {
      query.where('contract_flows.integration_ref', integrationRef);
      readable(query);
    });
  }

  /** The flows of several integrations, each in their order. */
  async listOfIntegrations(
    integrationRefs: readonly string[],
  ): Promise<IntegrationFlow[]> {
    const found = await Promise.all(
      inBatches(integrationRefs).map(batch =>
        this.#list(query =>
          query.whereIn('contract_flows.integration_ref', batch),
        ),
      ),
    );
    return found.flat();
  }

  /** Contracts that flows of other integrations have for the same data. */
  async listContractsOfData(
    data: string,
    readable: IntegrationQuery,
  ): Promise<number[]> {
    const query = this.#flows()
      .where('contract_flows.data', data.slice(0, MAX_DATA_LENGTH))
      .whereNotNull('contract_flows.contract_id')
      .distinct('contract_flows.contract_id as id');
    readable(query);
    const rows: Array<{ id: number }> = await query;
    return rows.map(({ id }) => id);
  }

  async #list(narrow: IntegrationQuery): Promise<IntegrationFlow[]> {
    const query = this.#flows()
      .select('contract_flows.*', 'projection_integrations.facets')
      .orderBy(['contract_flows.integration_ref', 'contract_flows.position']);
    narrow(query);
    const rows: FlowRow[] = await query;
    return rows.map(row => ({
      integrationRef: row.integration_ref,
      position: row.position,
      contractId: row.contract_id ?? undefined,
      data: row.data,
      direction: row.direction ?? undefined,
      providerRef: row.provider_ref ?? undefined,
      file: toFile(row),
      facets: JSON.parse(row.facets),
    }));
  }

  #flows(): Knex.QueryBuilder {
    return this.#knex('contract_flows')
      .join(
        'projection_integrations',
        'projection_integrations.entity_ref',
        'contract_flows.integration_ref',
      )
      .whereNull('projection_integrations.deleted_at');
  }
}

function toFileColumns(
  file: FlowFile | undefined,
): Pick<FlowRow, 'file_url' | 'file_format' | 'file_problem'> {
  const isFound = file !== undefined && 'url' in file;
  return {
    file_url: isFound ? file.url : null,
    file_format: isFound ? file.format : null,
    file_problem: isFound ? null : (file?.problem ?? null),
  };
}

function toFile({
  file_url: url,
  file_format: format,
  file_problem: problem,
}: FlowRow): FlowFile | undefined {
  if (url !== null && format !== null) {
    return { url, format };
  }
  return problem === null ? undefined : { problem };
}
