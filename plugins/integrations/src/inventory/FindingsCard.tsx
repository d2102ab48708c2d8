import { Entity } from '@backstage/catalog-model';
import { AlphaEntity } from '@backstage/catalog-model/alpha';
import { useApi } from '@backstage/core-plugin-api';
import { catalogApiRef } from '@backstage/plugin-catalog-react';
import { useQuery } from '@tanstack/react-query';
import {
  IntegrationFinding,
  RELATION_GOES_VIA,
  RELATION_HAS_SOURCE,
  RELATION_HAS_TARGET,
} from '@tieline/plugin-integrations-common';
import { Card } from '../shared/Frame';
import shared from '../shared/shared.module.css';
import styles from './inventory.module.css';

/** Which relations have to lead somewhere, and the field that they come from. */
const FIELDS: Record<string, string> = {
  [RELATION_HAS_SOURCE]: 'spec.source',
  [RELATION_HAS_TARGET]: 'spec.targets',
  [RELATION_GOES_VIA]: 'spec.via',
  ownedBy: 'spec.owner',
  partOf: 'spec.system',
};

function useMissingReferences(entity: Entity): string[] {
  const catalogApi = useApi(catalogApiRef);
  const relations = (entity.relations ?? []).filter(
    relation => FIELDS[relation.type],
  );
  const refs = relations.map(relation => relation.targetRef);
  const { data } = useQuery({
    queryKey: ['references', refs],
    queryFn: async () =>
      (
        await catalogApi.getEntitiesByRefs({
          entityRefs: refs,
          fields: ['kind', 'metadata.name', 'metadata.namespace'],
        })
      ).items.map(item => item !== undefined),
    enabled: refs.length > 0,
  });
  return relations
    .filter((_, index) => data?.[index] === false)
    .map(
      ({ type, targetRef }) =>
        `${FIELDS[type]} names ${targetRef}, which is not in the catalog, or not for you to see`,
    );
}

/** What the catalog's processors found, as they wrote it onto the entity. */
function processingFindings(entity: Entity): string[] {
  return ((entity as AlphaEntity).status?.items ?? [])
    .filter(item => item.level === 'error' || item.level === 'warning')
    .map(item => item.error?.message ?? item.message);
}

/** What its owner has to put right in the YAML: nothing, as a rule. */
export function FindingsCard(props: {
  entity: Entity;
  findings: IntegrationFinding[];
}) {
  const missing = useMissingReferences(props.entity);
  const messages = [
    ...new Set([
      ...processingFindings(props.entity),
      ...props.findings.map(finding => finding.message),
      ...missing,
    ]),
  ];
  if (messages.length === 0) {
    return null;
  }
  return (
    <Card
      title="To correct in its YAML"
      end={
        <span className={`${shared.small} ${shared.muted}`}>
          {messages.length} found; the rest of it counts meanwhile
        </span>
      }
    >
      <ul>
        {messages.map(message => (
          <li key={message} className={styles.finding}>
            {message}
          </li>
        ))}
      </ul>
    </Card>
  );
}
