import { CRITICALITIES } from '@tieline/plugin-integrations-common';
import {
  fullRef,
  ProjectedIntegration,
} from '@tieline/plugin-integrations-node';
import {
  CatalogFacts,
  ContractFacts,
  OwnerFacts,
  PipelineMate,
} from './IntegrationEvidence';
import { Surroundings } from './Surroundings';

/** Integrations by the pipeline that delivers them. */
export type PipelineIndex = ReadonlyMap<string, PipelineMate[]>;

/** What the catalog says of an integration, its references followed. */
export function readCatalogFacts(
  integration: ProjectedIntegration,
  surroundings: Surroundings,
  pipelines: PipelineIndex,
): CatalogFacts {
  const { facets, spec, findings } = integration;
  const neighbours = [
    ...(facets.sourceRef ? [facets.sourceRef] : []),
    ...facets.targetRefs,
  ];
  const named = [...neighbours, ...facets.viaRefs];
  const [highest] = neighbours
    .map(entityRef => ({
      entityRef,
      criticality: surroundings.criticalityOf(entityRef),
    }))
    .filter(({ criticality }) => criticality !== undefined)
    .sort(
      (left, right) =>
        CRITICALITIES.indexOf(right.criticality!) -
        CRITICALITIES.indexOf(left.criticality!),
    );
  return {
    owner: facets.ownerRef
      ? readOwner(facets.ownerRef, surroundings)
      : undefined,
    unresolved: [...new Set(named)].filter(ref => !surroundings.exists(ref)),
    contracts: readContracts(integration, surroundings),
    highestNeighbour: highest && {
      entityRef: highest.entityRef,
      criticality: highest.criticality!,
    },
    pipelineMates: (pipelines.get(spec.delivery?.pipeline ?? '') ?? []).filter(
      mate => mate.entityRef !== facets.entityRef,
    ),
    findings,
  };
}

function readOwner(entityRef: string, surroundings: Surroundings): OwnerFacts {
  if (!entityRef.startsWith('group:')) {
    const exists = surroundings.exists(entityRef);
    return { entityRef, exists, people: exists ? 1 : 0 };
  }
  const people = surroundings.peopleIn(entityRef);
  const heir =
    people > 0
      ? undefined
      : surroundings
          .ancestorsOf(entityRef)
          .find(group => surroundings.peopleIn(group.entityRef) > 0);
  return {
    entityRef,
    exists: surroundings.exists(entityRef),
    people,
    fallsTo: heir && {
      entityRef: heir.entityRef,
      people: surroundings.peopleIn(heir.entityRef),
    },
  };
}

function readContracts(
  { spec, entity }: ProjectedIntegration,
  surroundings: Surroundings,
): ContractFacts[] {
  return (spec.dataFlows ?? []).flatMap(
    ({ data, contract }): ContractFacts[] => {
      if (!contract) {
        return [];
      }
      if ('api' in contract) {
        const name = fullRef(entity, contract.api, 'api');
        return [{ data, kind: 'api', name, exists: surroundings.exists(name) }];
      }
      return 'subject' in contract
        ? [{ data, kind: 'subject', name: contract.subject }]
        : [{ data, kind: 'file', name: contract.file }];
    },
  );
}
