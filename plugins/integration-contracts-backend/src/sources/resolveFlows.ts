import {
  IntegrationContractReference,
  IntegrationDataFlow,
} from '@tieline/plugin-integrations-common';
import { ContractId } from '@tieline/plugin-integrations-common/contracts';
import {
  fullRef,
  ProjectedIntegration,
} from '@tieline/plugin-integrations-node';
import {
  CATALOG_REGISTRY,
  contractIdOf,
  DEFAULT_REGISTRY,
  FILES_REGISTRY,
} from '../contractIdOf';
import { Flow } from '../consumers/FlowStore';

/** A data flow with the contract that it names. */
export interface DeclaredFlow extends Omit<Flow, 'contractId'> {
  contract?: ContractId;
}

/** The data flows of an integration; a contract that can't be one counts as none. */
export function resolveFlows({
  facets,
  entity,
  spec,
}: ProjectedIntegration): DeclaredFlow[] {
  const contractOf = (reference: IntegrationContractReference) => {
    try {
      return contractIdOf(
        'api' in reference
          ? {
              registry: CATALOG_REGISTRY,
              subject: fullRef(entity, reference.api, 'api'),
            }
          : idOf(reference),
      );
    } catch {
      return undefined;
    }
  };
  return (spec.dataFlows ?? []).map((flow: IntegrationDataFlow, position) => ({
    integrationRef: facets.entityRef,
    position,
    data: flow.data,
    direction: flow.direction,
    providerRef: flow.provider && fullRef(entity, flow.provider, 'system'),
    contract: flow.contract && contractOf(flow.contract),
  }));
}

function idOf(
  reference: Exclude<IntegrationContractReference, { api: string }>,
): ContractId {
  return 'file' in reference
    ? { registry: FILES_REGISTRY, subject: reference.file }
    : {
        registry: reference.registry ?? DEFAULT_REGISTRY,
        subject: reference.subject,
      };
}
