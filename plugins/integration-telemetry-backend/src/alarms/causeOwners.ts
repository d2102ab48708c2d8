import {
  Entity,
  RELATION_OWNED_BY,
  RELATION_PART_OF,
  stringifyEntityRef,
} from '@backstage/catalog-model';

/** Who owns what integrations depend on. */
export interface CauseOwners {
  ownerOf(entityRef: string): string | undefined;
  /** What it is part of. */
  systemOf(entityRef: string): string | undefined;
  titleOf(entityRef: string): string;
}

/** Before the catalog has been read. */
export const NO_OWNERS: CauseOwners = {
  ownerOf: () => undefined,
  systemOf: () => undefined,
  titleOf: ref => ref,
};

/** Who owns systems, components and platforms, and what people call them. */
export function causeOwners(entities: readonly Entity[]): CauseOwners {
  const byRef = new Map(
    entities.map(entity => [
      stringifyEntityRef(entity).toLocaleLowerCase('en-US'),
      entity,
    ]),
  );
  const related = (ref: string, relation: string) =>
    byRef
      .get(ref)
      ?.relations?.find(({ type }) => type === relation)
      ?.targetRef.toLocaleLowerCase('en-US');
  return {
    ownerOf: ref => related(ref, RELATION_OWNED_BY),
    systemOf: ref => related(ref, RELATION_PART_OF),
    titleOf: ref =>
      byRef.get(ref)?.metadata.title ?? ref.slice(ref.lastIndexOf('/') + 1),
  };
}
