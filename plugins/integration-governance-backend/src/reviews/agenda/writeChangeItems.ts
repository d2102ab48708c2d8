import { IntegrationFacets } from '@tieline/plugin-integrations-common/telemetry';
import { grouped } from '../../checklist/checks/words';
import { AgendaItem, IntegrationFacts } from './agendaFacts';
import { pageOf } from './agendaWords';

/** From here on a review is due before its cadence. */
const DOUBLED = 2;

const COMPARED: ReadonlyArray<
  [name: string, read: (facets: IntegrationFacets) => string | undefined]
> = [
  ['owner', facets => facets.ownerRef],
  ['platform', facets => [...facets.viaRefs].sort().join(', ')],
  ['pattern', facets => facets.pattern],
  ['criticality', facets => facets.criticality],
  ['lifecycle', facets => facets.lifecycle],
  ['source', facets => facets.sourceRef],
  ['targets', facets => [...facets.targetRefs].sort().join(', ')],
];

/** Whether it is still what was reviewed: volume, platform, owner and the like. */
export function writeChangeItems(facts: IntegrationFacts): AgendaItem[] {
  return [writeVolume(facts), writeFacets(facts)];
}

function writeVolume(facts: IntegrationFacts): AgendaItem {
  const href = pageOf(facts.facets, 'health');
  const now =
    'value' in facts.health
      ? (facts.health.value?.calls?.throughputPerMinute ?? undefined)
      : undefined;
  const then = facts.before?.throughputPerMinute;
  const kind = 'change';
  if (now === undefined) {
    return {
      kind,
      title: 'Volume: not known',
      detail: `Calls a minute are not measured now${then === undefined ? '' : `; they were ${grouped(then)} at the last review`}.`,
      level: 'unknown',
      href,
    };
  }
  if (then === undefined) {
    return {
      kind,
      title: `Volume: ${grouped(now)} calls a minute`,
      detail: 'What it was before is not known: there is nothing to compare.',
      level: 'neutral',
      href,
    };
  }
  const hasDoubled = now >= DOUBLED * then && now > 0;
  return {
    kind,
    title: hasDoubled
      ? `Volume has doubled: ${grouped(now)} calls a minute`
      : `Volume: ${grouped(now)} calls a minute`,
    detail: `At the last review there were ${grouped(then)} calls a minute, now there are ${grouped(now)}.`,
    level: hasDoubled ? 'bad' : 'neutral',
    href,
    checkId: hasDoubled ? 'classification-volume' : undefined,
  };
}

function writeFacets({ facets, before }: IntegrationFacts): AgendaItem {
  const href = pageOf(facets);
  const old = before?.facets;
  if (!old) {
    return {
      kind: 'change',
      title: 'Owner and platform: nothing to compare with',
      detail: `There was no review before. The owner is ${facets.ownerRef ?? 'missing'}, the platform ${facets.viaRefs.join(', ') || 'missing'}.`,
      level: 'neutral',
      href,
    };
  }
  const changed = COMPARED.filter(([, read]) => read(old) !== read(facets));
  return {
    kind: 'change',
    title:
      changed.length > 0
        ? `Changed: ${changed.map(([name]) => name).join(', ')}`
        : 'Owner, platform and connections are as they were',
    detail:
      changed.length > 0
        ? changed
            .map(
              ([name, read]) =>
                `The ${name} was ${read(old) || 'missing'}, and is ${read(facets) || 'missing'}.`,
            )
            .join(' ')
        : `The owner is ${facets.ownerRef ?? 'missing'}, the platform ${facets.viaRefs.join(', ') || 'missing'}.`,
    level: changed.length > 0 ? 'neutral' : 'good',
    href,
  };
}
