import {
  FlowContract,
  matchVersions,
  stringifyContractId,
} from '@tieline/plugin-integrations-common/contracts';
import {
  IntegrationProjection,
  IntegrationQuery,
} from '@tieline/plugin-integrations-node';
import { ContractList } from '../registry/ContractList';
import { VersionStore } from '../registry/VersionStore';
import { FileStore } from '../sources/FileStore';
import { toContractFile } from '../sources/toContractFile';
import { FlowStore } from './FlowStore';
import { TelemetryUsage } from './TelemetryUsage';

/** Shows the data flows of an integration with the contracts that they are under. */
export class FlowContractReader {
  readonly #flows: FlowStore;
  readonly #files: FileStore;
  readonly #list: ContractList;
  readonly #versions: VersionStore;
  readonly #usage: TelemetryUsage;
  readonly #projection: IntegrationProjection;

  constructor(options: {
    flows: FlowStore;
    files: FileStore;
    list: ContractList;
    versions: VersionStore;
    usage: TelemetryUsage;
    projection: IntegrationProjection;
  }) {
    this.#flows = options.flows;
    this.#files = options.files;
    this.#list = options.list;
    this.#versions = options.versions;
    this.#usage = options.usage;
    this.#projection = options.projection;
  }

  /**
   * In the entity's order; undefined where there is no such integration to read.
   *
   * @param integrationRef - full reference in lower case
   */
  async list(
    integrationRef: string,
    readable: IntegrationQuery,
  ): Promise<FlowContract[] | undefined> {
    if (!(await this.#projection.getIntegration(integrationRef, readable))) {
      return undefined;
    }
    const flows = await this.#flows.listOfIntegration(integrationRef, readable);
    const seen = await this.#usage.versionsOf(integrationRef);
    const sameData = await Promise.all(
      flows.map(({ data }) => this.#flows.listContractsOfData(data, readable)),
    );
    const summaries = await this.#list.summaries(
      [
        ...new Set([...flows.map(flow => flow.contractId), ...sameData.flat()]),
      ].filter(id => id !== undefined),
      readable,
    );
    const followed = await this.#files.list(
      flows.flatMap(flow => flow.contractId ?? []),
    );
    return Promise.all(
      flows.map(async (flow, at): Promise<FlowContract> => {
        const contract = summaries.get(flow.contractId ?? -1);
        const registered = contract
          ? (await this.#versions.list(contract.id)).map(row => row.version)
          : [];
        return {
          data: flow.data,
          direction: flow.direction,
          providerRef: flow.providerRef,
          ...(contract && {
            reference: stringifyContractId(contract),
            contract,
          }),
          file: toContractFile(flow, followed.get(flow.contractId ?? -1)),
          alternatives: sameData[at]
            .filter(id => id !== flow.contractId)
            .flatMap(id => summaries.get(id) ?? []),
          observed: contract
            ? seen.map(({ version, consumer, lastSeenAt }) => ({
                version,
                consumer,
                lastSeenAt,
                registered: matchVersions(version, registered).length > 0,
              }))
            : [],
        };
      }),
    );
  }
}
