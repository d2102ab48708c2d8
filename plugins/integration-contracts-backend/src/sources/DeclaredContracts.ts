import {
  ContractId,
  stringifyContractId,
} from '@tieline/plugin-integrations-common/contracts';
import {
  IntegrationProjection,
  ProjectedIntegration,
} from '@tieline/plugin-integrations-node';
import { FlowStore } from '../consumers/FlowStore';
import { ContractStore } from '../registry/ContractStore';
import { FileLocator } from './FileLocator';
import { FileStore } from './FileStore';
import { DeclaredFlow, resolveFlows } from './resolveFlows';

/**
 * Follows what Integrations declare: a contract that one of them names exists,
 * although without versions until somebody publishes one or its file is fetched.
 */
export class DeclaredContracts {
  readonly #projection: IntegrationProjection;
  readonly #contracts: ContractStore;
  readonly #flows: FlowStore;
  readonly #files: FileStore;
  readonly #locator: FileLocator;

  constructor(options: {
    projection: IntegrationProjection;
    contracts: ContractStore;
    flows: FlowStore;
    files: FileStore;
    locator: FileLocator;
  }) {
    this.#projection = options.projection;
    this.#contracts = options.contracts;
    this.#flows = options.flows;
    this.#files = options.files;
    this.#locator = options.locator;
  }

  /** @param changed - full references of integrations that are new or changed */
  async follow(changed: readonly string[], removed: readonly string[]) {
    const found = await Promise.all(
      changed.map(ref => this.#projection.getIntegration(ref)),
    );
    const declared = found
      .filter((one): one is ProjectedIntegration => one !== undefined)
      .flatMap(integration => resolveFlows(integration, this.#locator));
    const ids = await this.#ensure(declared);
    await this.#flows.replace(
      [...changed, ...removed],
      declared.map(({ contract, ...flow }) => ({
        ...flow,
        contractId: contract && ids.get(stringifyContractId(contract)),
      })),
    );
    await this.#files.follow();
    await this.#contracts.forgetUnused();
  }

  async #ensure(
    flows: readonly DeclaredFlow[],
  ): Promise<ReadonlyMap<string, number>> {
    const wanted = new Map<string, ContractId>();
    for (const { contract } of flows) {
      if (contract) {
        wanted.set(stringifyContractId(contract), contract);
      }
    }
    const ids = new Map<string, number>();
    for (const [name, contract] of wanted) {
      ids.set(name, (await this.#contracts.ensure(contract)).id);
    }
    return ids;
  }
}
