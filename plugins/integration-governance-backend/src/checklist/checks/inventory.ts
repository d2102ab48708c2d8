import {
  CheckFunction,
  declared,
  fail,
  notApplicable,
  observed,
  pass,
  unmeasured,
} from '../finding';
import { counted, listed, nameOf, withStop } from './words';

const MIN_PEOPLE = 2;

/** A mesh runs beside each service: it is no platform that somebody has to name. */
const patternsWithPlatform = [
  'event-driven',
  'api-gateway',
  'ipaas',
  'batch-file',
];

const owner: CheckFunction = evidence => {
  const facts = evidence.catalog.owner;
  if (!facts) {
    return fail('Nobody owns it.', declared(evidence, 'no owner'));
  }
  const { entityRef, exists, people, fallsTo } = facts;
  if (!exists) {
    return fail(
      `The owner ${entityRef} is not in the catalog.`,
      declared(evidence, `owner ${entityRef}`),
    );
  }
  if (!entityRef.startsWith('group:')) {
    return fail(
      `One person owns it, ${entityRef}; it takes a group.`,
      declared(evidence, `owner ${entityRef}`),
    );
  }
  if (fallsTo && fallsTo.people >= MIN_PEOPLE) {
    const value = `owner ${entityRef} has nobody; it falls to ${fallsTo.entityRef} with ${counted(fallsTo.people, 'person', 'people')}`;
    return pass(
      `The owning group is empty, so it falls to ${nameOf(fallsTo.entityRef)}.`,
      declared(evidence, value),
    );
  }
  const value = `owner ${entityRef}, ${counted(people, 'person', 'people')}`;
  return people >= MIN_PEOPLE
    ? pass(
        `Team ${nameOf(entityRef)} owns it, ${people} people.`,
        declared(evidence, value),
      )
    : fail(
        `The owning group has ${counted(people, 'person', 'people')}; it takes ${MIN_PEOPLE}.`,
        declared(evidence, value),
      );
};

const references: CheckFunction = evidence => {
  const { facets, catalog } = evidence;
  if (!facets.sourceRef || facets.targetRefs.length === 0) {
    return fail(
      'Source or targets are missing.',
      declared(
        evidence,
        `source ${facets.sourceRef ?? 'none'}, targets ${facets.targetRefs.length}`,
      ),
    );
  }
  const named = [facets.sourceRef, ...facets.targetRefs, ...facets.viaRefs];
  return catalog.unresolved.length > 0
    ? fail(
        `Not in the catalog: ${listed(catalog.unresolved)}.`,
        declared(evidence, `names ${listed(named)}`),
      )
    : pass(
        `All ${named.length} references resolve.`,
        declared(evidence, listed(named)),
      );
};

const platform: CheckFunction = evidence => {
  const { pattern, viaRefs } = evidence.facets;
  if (!pattern || !patternsWithPlatform.includes(pattern)) {
    return notApplicable(
      'Only for patterns that go over a platform; this is built without one.',
    );
  }
  return viaRefs.length > 0
    ? pass(
        `It goes via ${listed(viaRefs.map(nameOf))}.`,
        declared(evidence, listed(viaRefs)),
      )
    : fail(
        `The pattern ${pattern} goes over a platform; none is named.`,
        declared(evidence, 'no platform'),
      );
};

const endpoints: CheckFunction = evidence => {
  const named = evidence.spec.endpoints ?? [];
  return named.length > 0
    ? pass(
        `${counted(named.length, 'endpoint', 'endpoints')} named.`,
        declared(
          evidence,
          listed([...new Set(named.map(({ address }) => address))]),
        ),
      )
    : fail('No endpoint is named.', declared(evidence, 'no endpoint'));
};

const dataFlows: CheckFunction = evidence => {
  const flows = evidence.spec.dataFlows ?? [];
  return flows.length > 0
    ? pass(
        `${counted(flows.length, 'data flow', 'data flows')} named.`,
        declared(evidence, listed(flows.map(flow => flow.data))),
      )
    : fail('No data flow is named.', declared(evidence, 'no data flow'));
};

const withoutMistakes: CheckFunction = evidence => {
  const { findings } = evidence.catalog;
  return findings.length === 0
    ? pass('Every field can be read.', declared(evidence, 'no mistakes'))
    : fail(
        `${findings[0].message}${findings.length > 1 ? `, and ${findings.length - 1} more` : ''}.`,
        ...findings.map(finding => declared(evidence, finding.message)),
      );
};

const nothingUndeclared: CheckFunction = evidence => {
  const { drift, telemetry } = evidence;
  if (!drift) {
    return unmeasured(
      'What is observed could not be compared with the entry yet.',
    );
  }
  const found = drift.items.filter(item => item.kind !== 'silent');
  if (found.length > 0) {
    return fail(
      found.length === 1
        ? withStop(found[0].headline)
        : `${counted(found.length, 'thing', 'things')} observed that nobody declared: ${listed(found.map(item => item.headline))}.`,
      ...found.map(item =>
        observed(evidence, drift, item.headline, item.lastSeenAt),
      ),
    );
  }
  const seenAt = telemetry?.summary?.lastSeenAt;
  return seenAt
    ? pass(
        'All that was seen on it is declared.',
        observed(evidence, drift, 'nothing undeclared', drift.readAt),
      )
    : unmeasured('Nothing was seen of it, so nothing could be compared.');
};

export const inventoryChecks: Record<string, CheckFunction> = {
  'inventory-owner': owner,
  'inventory-references': references,
  'inventory-platform': platform,
  'inventory-endpoints': endpoints,
  'inventory-data-flows': dataFlows,
  'inventory-without-mistakes': withoutMistakes,
  'inventory-nothing-undeclared': nothingUndeclared,
};
