import {
  DriftAttachment,
  DriftItem,
} from '@tieline/plugin-integrations-common/telemetry';
import { ProjectedIntegration } from '@tieline/plugin-integrations-node';
import { stringify } from 'yaml';
import { Matcher } from '../attribution/AttributionIndex';
import { declaredEnvironment } from '../health/HealthEvaluator';
import { declaredEndpoints } from './declaredEnds';

const print = (items: unknown[]) => stringify(items, { lineWidth: 0 });

/**
 * What to add to an integration so that it declares what was observed: the
 * matchers that take a flow, or the version, consumer or target that it lacks.
 */
export function suggestAttachment(
  item: DriftItem,
  integration: ProjectedIntegration,
  matchers: Matcher[],
): Omit<DriftAttachment, 'alsoTakes'> {
  const integrationRef = integration.facets.entityRef;
  const environment = declaredEnvironment(integration);
  const notes: string[] = [];
  if (environment !== item.environment) {
    notes.push(
      `It was observed in ${item.environment}, and this integration is judged in ${environment}: the traffic will be shown beside its health, and count for nothing.`,
    );
  }
  const { mismatch } = item;
  const isOwn = item.integrationRef === integrationRef;
  if (isOwn && mismatch?.aspect === 'version') {
    const [like] = declaredEndpoints(integration);
    return {
      integrationRef,
      field: 'spec.endpoints',
      yaml: print([
        {
          ...like,
          name: `${like?.name ?? 'endpoint'}-${mismatch.observed}`
            .toLocaleLowerCase('en-US')
            .replace(/[^a-z0-9-]+/g, '-'),
          version: mismatch.observed,
        },
      ]),
      notes: [
        ...notes,
        'If the version is one that should be gone, leave the entry as it is and tell its consumers instead.',
      ],
    };
  }
  if (isOwn && mismatch?.aspect === 'consumer') {
    return {
      integrationRef,
      field: 'spec.targets',
      yaml: print([item.source?.entityRef ?? mismatch.observed]),
      notes: [
        ...notes,
        'If it only reads along without leave, speak with its owner before you name it.',
      ],
    };
  }
  if (isOwn && mismatch?.aspect === 'target') {
    notes.push(`Add ${mismatch.observed} to spec.targets, too.`);
  }
  if (isOwn && mismatch?.aspect === 'address') {
    notes.push(
      `Add an endpoint with the address ${mismatch.observed} to spec.endpoints, too.`,
    );
  }
  return {
    integrationRef,
    field: 'spec.telemetry.matchers',
    yaml: print(matchers),
    notes,
  };
}
