import {
  fullRef,
  ProjectedIntegration,
} from '@tieline/plugin-integrations-node';
import { IntegrationDataFlow } from '@tieline/plugin-integrations-common';
import { createHash } from 'node:crypto';

/** Integrations that seem to carry the same data between the same two. */
export interface DuplicateGroup {
  /** The same for as long as data, source and target are. */
  id: string;
  sourceRef: string;
  targetRef: string;
  /** What each of them calls the data. */
  members: Array<{ entityRef: string; data: string }>;
}

/**
 * Groups integrations by data, source and target. Data is the same where its
 * name is, whatever its case, spaces and punctuation, or where its contract is.
 *
 * @param integrations - those that are not retired
 */
export function groupDuplicates(
  integrations: readonly ProjectedIntegration[],
): DuplicateGroup[] {
  const byName = new Map<string, DuplicateGroup>();
  const byContract = new Map<string, DuplicateGroup>();
  for (const integration of integrations) {
    const { facets, spec, entity } = integration;
    for (const flow of facets.sourceRef ? (spec.dataFlows ?? []) : []) {
      const backwards = flow.direction === 'target-to-source' ? '<' : '';
      const name = normalise(flow.data);
      const contract = contractOf(flow, ref => fullRef(entity, ref, 'api'));
      for (const targetRef of new Set(facets.targetRefs)) {
        const ends = { sourceRef: facets.sourceRef!, targetRef };
        const member = { entityRef: facets.entityRef, data: flow.data };
        if (name) {
          add(byName, `name:${backwards}${name}`, ends, member);
        }
        if (contract) {
          add(byContract, `contract:${backwards}${contract}`, ends, member);
        }
      }
    }
  }
  const named = [...byName.values()].filter(isSeveral);
  const others = [...byContract.values()]
    .filter(isSeveral)
    .filter(group => !named.some(other => covers(other, group)));
  return [...named, ...others];
}

function add(
  groups: Map<string, DuplicateGroup>,
  data: string,
  ends: Pick<DuplicateGroup, 'sourceRef' | 'targetRef'>,
  member: DuplicateGroup['members'][number],
): void {
  const id = createHash('sha256')
    .update(JSON.stringify([data, ends.sourceRef, ends.targetRef]))
    .digest('hex');
  const group = groups.get(id) ?? { id, ...ends, members: [] };
  groups.set(id, group);
  if (!group.members.some(({ entityRef }) => entityRef === member.entityRef)) {
    group.members.push(member);
  }
}

function isSeveral({ members }: DuplicateGroup): boolean {
  return members.length > 1;
}

/** Whether it says of the same ends all that the other would. */
function covers(group: DuplicateGroup, other: DuplicateGroup): boolean {
  const refs = new Set(group.members.map(({ entityRef }) => entityRef));
  return (
    group.sourceRef === other.sourceRef &&
    group.targetRef === other.targetRef &&
    other.members.every(({ entityRef }) => refs.has(entityRef))
  );
}

function normalise(name: string): string {
  return name
    .normalize('NFKC')
    .toLocaleLowerCase('en-US')
    .replace(/[^\p{L}\p{N}]/gu, '');
}

function contractOf(
  { contract }: IntegrationDataFlow,
  apiRef: (ref: string) => string,
): string | undefined {
  if (!contract) {
    return undefined;
  }
  if ('api' in contract) {
    return apiRef(contract.api);
  }
  return 'subject' in contract
    ? `subject:${contract.registry ?? ''}/${contract.subject}`
    : `file:${contract.file}`;
}
