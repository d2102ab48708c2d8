import {
  Entity,
  RELATION_OWNED_BY,
  RELATION_PART_OF,
} from '@backstage/catalog-model';
import { Link } from '@backstage/ui';
import { ReactNode } from 'react';
import {
  ReadableIntegrationSpec,
  RELATION_GOES_VIA,
  RELATION_HAS_SOURCE,
  RELATION_HAS_TARGET,
} from '@tieline/plugin-integrations-common';
import { EntityLink, isWebAddress } from '../shared/EntityLink';
import { Card } from '../shared/Frame';
import { PatternIcon } from '../shared/icons';
import shared from '../shared/shared.module.css';
import styles from './inventory.module.css';

/** Where a relation of the entity leads. */
export function relationTargets(entity: Entity, type: string): string[] {
  return (entity.relations ?? [])
    .filter(relation => relation.type === type)
    .map(relation => relation.targetRef);
}

/** One line of a list of facts. */
export function Fact(props: { term: string; children: ReactNode }) {
  return (
    <>
      <dt>{props.term}</dt>
      <dd>{props.children}</dd>
    </>
  );
}

function Links(props: { refs: string[]; none: string }) {
  return props.refs.length ? (
    <>
      {props.refs.map((ref, index) => (
        <span key={ref}>
          {index ? ', ' : ''}
          <EntityLink entityRef={ref} />
        </span>
      ))}
    </>
  ) : (
    <span className={shared.unmeasured}>{props.none}</span>
  );
}

/** What an integration is: from where to where, and whose. */
export function AboutCard(props: {
  entity: Entity;
  spec: ReadableIntegrationSpec;
}) {
  const { entity, spec } = props;
  const viewUrl = entity.metadata.annotations?.['backstage.io/view-url'];
  return (
    <Card title="What it is">
      <dl className={styles.facts}>
        {entity.metadata.description ? (
          <Fact term="Description">{entity.metadata.description}</Fact>
        ) : null}
        <Fact term="Source">
          <Links
            refs={relationTargets(entity, RELATION_HAS_SOURCE)}
            none="not set"
          />
        </Fact>
        <Fact term="Targets">
          <Links
            refs={relationTargets(entity, RELATION_HAS_TARGET)}
            none="not set"
          />
        </Fact>
        {spec.via?.length ? (
          <Fact term="Via">
            <Links
              refs={relationTargets(entity, RELATION_GOES_VIA)}
              none="not set"
            />
          </Fact>
        ) : null}
        <Fact term="Pattern">
          {spec.type ? (
            <>
              <PatternIcon pattern={spec.type} /> {spec.type}
              {spec.interaction ? `, ${spec.interaction}` : ''}
            </>
          ) : (
            <span className={shared.unmeasured}>not set</span>
          )}
        </Fact>
        <Fact term="Owner">
          <Links
            refs={relationTargets(entity, RELATION_OWNED_BY)}
            none="no owner"
          />
        </Fact>
        <Fact term="System">
          <Links
            refs={relationTargets(entity, RELATION_PART_OF)}
            none="not set"
          />
        </Fact>
        <Fact term="Criticality">
          {spec.criticality ?? (
            <span className={shared.unmeasured}>not set</span>
          )}
        </Fact>
        <Fact term="Lifecycle">
          {spec.lifecycle ?? <span className={shared.unmeasured}>not set</span>}
        </Fact>
        {viewUrl && isWebAddress(viewUrl) ? (
          <Fact term="Defined in">
            <Link href={viewUrl} standalone className={shared.link}>
              its YAML
            </Link>
          </Fact>
        ) : null}
      </dl>
    </Card>
  );
}
