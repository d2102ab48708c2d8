import { Entity } from '@backstage/catalog-model';
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
import { Flow, FlowFile } from '../consumers/FlowStore';
import { contractFormats } from '../formats/contractFormats';
import { FileLocator } from './FileLocator';
import { formatNamed } from './formatNames';

/** A data flow with the contract that it names. */
export interface DeclaredFlow extends Omit<Flow, 'contractId'> {
  contract?: ContractId;
}

/** The data flows of an integration; a contract that can't be one counts as none. */
export function resolveFlows(
  { facets, entity, spec }: ProjectedIntegration,
  locator: FileLocator,
): DeclaredFlow[] {
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
    file:
      flow.contract && 'file' in flow.contract
        ? fileOf(entity, flow.contract, locator)
        : undefined,
  }));
}

function fileOf(
  entity: Entity,
  { file, format }: { file: string; format: string },
  locator: FileLocator,
): FlowFile {
  const known = formatNamed(format);
  if (!known) {
    return {
      problem: `Files of the format ${format} can’t be read here, only of ${[...contractFormats.keys()].join(', ')}. Name a file with its layout in one of these.`,
    };
  }
  const found = locator.locate(entity, file);
  return 'url' in found ? { url: found.url, format: known } : found;
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
