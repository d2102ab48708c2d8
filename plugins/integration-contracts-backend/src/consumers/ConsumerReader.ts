import { ContractConsumer } from '@tieline/plugin-integrations-common/contracts';
import { IntegrationQuery } from '@tieline/plugin-integrations-node';
import { StoredContract } from '../registry/Contract';
import { FlowStore, IntegrationFlow } from './FlowStore';
import { TelemetryUsage } from './TelemetryUsage';

/** Finds out which integrations depend on a contract. */
export class ConsumerReader {
  readonly #flows: FlowStore;
  readonly #usage: TelemetryUsage;

  constructor(options: { flows: FlowStore; usage: TelemetryUsage }) {
    this.#flows = options.flows;
    this.#usage = options.usage;
  }

  /** By integration. */
  async list(
    contract: StoredContract | undefined,
    readable: IntegrationQuery,
  ): Promise<ContractConsumer[]> {
    if (!contract) {
      return [];
    }
    const flows = await this.#flows.listOfContract(contract.id, readable);
    return Promise.all(
      flows.map(async flow => ({
        integrationRef: flow.integrationRef,
        title: flow.facets.title,
        ownerRef: flow.facets.ownerRef,
        criticality: flow.facets.criticality,
        data: flow.data,
        role: roleOf(flow, contract),
        versions: await this.#usage.versionsOf(flow.integrationRef),
      })),
    );
  }

  /** Owners of the integrations that a change of the contract concerns. */
  async listOwners(contract: StoredContract): Promise<string[]> {
    const flows = await this.#flows.listOfContract(contract.id, () => {});
    const owners = flows
      .filter(flow => roleOf(flow, contract) === 'consumer')
      .flatMap(({ facets }) => facets.ownerRef ?? []);
    return [...new Set(owners)].sort();
  }

  async listIntegrationRefs(contract: StoredContract): Promise<string[]> {
    const flows = await this.#flows.listOfContract(contract.id, () => {});
    return [...new Set(flows.map(({ integrationRef }) => integrationRef))];
  }
}

/** Who gives the data's shape is its provider: by the flow itself, else by who owns it. */
function roleOf(
  { providerRef, facets }: IntegrationFlow,
  { row }: StoredContract,
): ContractConsumer['role'] {
  const isProvider = providerRef
    ? providerRef === facets.sourceRef
    : row.owner_ref !== null && row.owner_ref === facets.ownerRef;
  return isProvider ? 'provider' : 'consumer';
}
