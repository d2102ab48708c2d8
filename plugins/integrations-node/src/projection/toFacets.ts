import {
  DEFAULT_NAMESPACE,
  Entity,
  parseEntityRef,
  stringifyEntityRef,
} from '@backstage/catalog-model';
import {
  defaultInteraction,
  readIntegration,
  ReadableIntegrationSpec,
} from '@tieline/plugin-integrations-common';
import { IntegrationFacets } from '@tieline/plugin-integrations-common/telemetry';

/**
 * The full reference, in lower case, of what an Integration names in short.
 *
 * @public
 */
export function fullRef(
  entity: Entity,
  ref: string,
  defaultKind: string,
): string {
  return stringifyEntityRef(
    parseEntityRef(ref, {
      defaultKind,
      defaultNamespace: entity.metadata.namespace ?? DEFAULT_NAMESPACE,
    }),
  ).toLocaleLowerCase('en-US');
}

/**
 * What lists filter and group an integration by, from its entity. A value that
 * is missing or wrong there is missing here.
 *
 * @public
 */
export function toFacets(
  entity: Entity,
  spec: ReadableIntegrationSpec = readIntegration(entity).spec,
): IntegrationFacets {
  const { metadata } = entity;
  const refOf = (ref: string | undefined, kind: string) =>
    ref === undefined ? undefined : fullRef(entity, ref, kind);
  return {
    entityRef: stringifyEntityRef(entity).toLocaleLowerCase('en-US'),
    namespace: metadata.namespace ?? DEFAULT_NAMESPACE,
    name: metadata.name,
    title: metadata.title,
    description: metadata.description,
    ownerRef: refOf(spec.owner, 'group'),
    systemRef: refOf(spec.system, 'system'),
    pattern: spec.type,
    interaction:
      spec.interaction ?? (spec.type && defaultInteraction(spec.type)),
    criticality: spec.criticality,
    lifecycle: spec.lifecycle,
    sourceRef: refOf(spec.source, 'system'),
    targetRefs: (spec.targets ?? []).map(ref => fullRef(entity, ref, 'system')),
    viaRefs: (spec.via ?? []).map(ref => fullRef(entity, ref, 'resource')),
    runbook: spec.operations?.runbook,
    onCall: spec.operations?.onCall,
  };
}

/**
 * What a search box finds an integration by, in lower case: names, systems,
 * owner, topics and addresses.
 */
export function toSearchText(
  facets: IntegrationFacets,
  spec: ReadableIntegrationSpec,
): string {
  const parts = [
    facets.name,
    facets.title,
    facets.description,
    facets.pattern,
    facets.ownerRef,
    facets.systemRef,
    facets.sourceRef,
    ...facets.targetRefs,
    ...facets.viaRefs,
    ...(spec.endpoints ?? []).flatMap(endpoint => [
      endpoint.name,
      endpoint.address,
    ]),
    ...(spec.dataFlows ?? []).map(flow => flow.data),
    ...(spec.telemetry?.deadLetterQueues ?? []),
  ];
  return parts
    .filter(part => part !== undefined)
    .join('\n')
    .toLocaleLowerCase('en-US');
}
