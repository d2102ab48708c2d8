import {
  BuildOrBuy,
  Profile,
} from '@tieline/plugin-integrations-common/governance';
import { ProjectedIntegration } from '@tieline/plugin-integrations-node';
import { duration, grouped, listed } from '../../checklist/checks/words';
import { readKnownProfile } from '../../decisions/readKnownProfile';
import { BuildOrBuyRules } from './BuildOrBuyRules';

/** One integration with what else is known of it. */
export interface SplitCandidate {
  integration: ProjectedIntegration;
  /** What was measured; undefined where nobody did. */
  measuredPerDay: number | undefined;
  /** Its source and targets, with whether somebody else runs them; undefined where the catalog does not know them. */
  ends: Array<{
    entityRef: string;
    title: string;
    isOthers: boolean | undefined;
  }>;
}

/** Which integrations belong on an iPaaS, which do not, and which nobody can say. */
export function splitPortfolio(
  candidates: readonly SplitCandidate[],
  rules: BuildOrBuyRules['split'],
): BuildOrBuy['split'] {
  const split: BuildOrBuy['split'] = { ipaas: [], own: [], unknown: [] };
  for (const candidate of candidates) {
    const { place, reason } = judge(candidate, rules);
    split[place].push({
      integration: candidate.integration.facets,
      reason,
    });
  }
  return split;
}

function judge(
  { integration, measuredPerDay, ends }: SplitCandidate,
  rules: BuildOrBuyRules['split'],
): { place: keyof BuildOrBuy['split']; reason: string } {
  const known: Partial<Profile> = readKnownProfile(
    integration,
    undefined,
  ).profile;
  const { transformation, latencyMs } = known;
  const volume = measuredPerDay ?? known.volumePerDay;
  const isMeasured = measuredPerDay !== undefined;
  const others = ends.filter(({ isOthers }) => isOthers);
  const against: string[] = [];
  if (volume !== undefined && volume > rules.volumePerDay) {
    against.push(
      `${grouped(volume)} a day are more than the ${grouped(rules.volumePerDay)} up to which an iPaaS is cheap`,
    );
  }
  if (latencyMs !== undefined && latencyMs < rules.latencyMs) {
    against.push(`${duration(latencyMs)} are too little for an iPaaS`);
  }
  if (transformation === 'heavy') {
    against.push('its transformation is heavy');
  }
  if (
    others.length === 0 &&
    ends.length > 0 &&
    ends.every(({ isOthers }) => isOthers === false)
  ) {
    against.push(
      'both ends are our own, so that ready connectors save nothing',
    );
  }
  if (against.length > 0) {
    return { place: 'own', reason: sentence(against) };
  }
  const missing = [
    volume === undefined && 'how much goes over it',
    latencyMs === undefined && 'how fast it has to be',
    transformation === undefined && 'how heavy its transformation is',
    others.length === 0 && 'who runs both of its ends',
  ].filter(text => text !== false);
  if (missing.length > 0) {
    return {
      place: 'unknown',
      reason: `Nobody knows ${missing.join(' and ')}.`,
    };
  }
  return {
    place: 'ipaas',
    reason: sentence([
      `${listed(others.map(({ title }) => title))} ${others.length === 1 ? 'is' : 'are'} run by others`,
      `${grouped(volume!)} a day ${isMeasured ? 'are' : 'are said to be'} few`,
      `${duration(latencyMs!)} are time enough`,
      transformation === 'none'
        ? 'nothing is transformed'
        : 'its transformation is light',
    ]),
  };
}

function sentence(clauses: readonly string[]): string {
  const text = clauses.join('; ');
  return `${text.charAt(0).toLocaleUpperCase('en-GB')}${text.slice(1)}.`;
}
