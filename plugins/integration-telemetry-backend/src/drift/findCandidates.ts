import {
  DriftDetail,
  DriftItem,
} from '@tieline/plugin-integrations-common/telemetry';
import {
  ProjectedIntegration,
  ServiceResolver,
} from '@tieline/plugin-integrations-node';
import { declaredEndpoints, hostOf, topicOf, widened } from './declaredEnds';
import { isMessaging } from './isMessaging';

/** More than these are no help to choose from. */
const MOST = 10;

interface Candidate {
  integration: ProjectedIntegration;
  points: number;
  because: string[];
}

/** Integrations that a flow may belong to, by what they have in common with it; the likeliest first. */
export function findCandidates(
  item: DriftItem,
  integrations: readonly ProjectedIntegration[],
  resolver: ServiceResolver,
): DriftDetail['candidates'] {
  const sources = widened(resolver, item.source?.entityRef);
  const targets = widened(resolver, item.target?.entityRef);
  const address = item.target?.address?.toLocaleLowerCase('en-US');
  return integrations
    .map(integration => judge(integration))
    .filter(({ points }) => points > 0)
    .sort(
      (left, right) =>
        right.points - left.points ||
        (left.integration.facets.entityRef < right.integration.facets.entityRef
          ? -1
          : 1),
    )
    .slice(0, MOST)
    .map(({ integration: { facets }, because }) => ({
      integrationRef: facets.entityRef,
      title: facets.title,
      ownerRef: facets.ownerRef,
      because: because.join(', '),
    }));

  function judge(integration: ProjectedIntegration): Candidate {
    const { facets } = integration;
    const candidate: Candidate = { integration, points: 0, because: [] };
    const note = (points: number, reason: string) => {
      candidate.points += points;
      candidate.because.push(reason);
    };
    if (facets.entityRef === item.integrationRef) {
      note(16, 'observed on it');
    }
    const endpoints = declaredEndpoints(integration);
    if (isMessaging(item.protocol ?? '')) {
      if (endpoints.some(end => topicOf(end.address) === item.destination)) {
        note(8, 'same topic');
      }
    } else if (
      address &&
      endpoints.some(end => hostOf(end.address) === address)
    ) {
      note(2, 'same address');
    }
    if (facets.targetRefs.some(ref => targets.includes(ref))) {
      note(4, 'same target');
    }
    if (facets.sourceRef && sources.includes(facets.sourceRef)) {
      note(3, 'same source');
    }
    return candidate;
  }
}
