import {
  Entity,
  RELATION_OWNED_BY,
  stringifyEntityRef,
} from '@backstage/catalog-model';
import { CauseOwners } from './AlarmKeeper';

/** Who owns systems, components and platforms, and what people call them. */
export function causeOwners(entities: readonly Entity[]): CauseOwners {
  const byRef = new Map(
    entities.map(entity => [
      stringifyEntityRef(entity).toLocaleLowerCase('en-US'),
      entity,
    ]),
  );
  return {
    ownerOf: ref =>
      byRef
        .get(ref)
        ?.relations?.find(({ type }) => type === RELATION_OWNED_BY)
        ?.targetRef.toLocaleLowerCase('en-US'),
    titleOf: ref =>
      byRef.get(ref)?.metadata.title ?? ref.slice(ref.lastIndexOf('/') + 1),
  };
}
