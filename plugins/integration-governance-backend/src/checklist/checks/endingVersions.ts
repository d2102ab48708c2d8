import {
  matchVersions,
  UsedEnding,
} from '@tieline/plugin-integrations-common/contracts';
import { Evidence } from '@tieline/plugin-integrations-common/governance';
import {
  ContractsEvidence,
  IntegrationEvidence,
} from '../../evidence/IntegrationEvidence';
import {
  CheckFunction,
  declared,
  fail,
  notApplicable,
  observed,
  pass,
  unmeasured,
} from '../finding';
import { FlowUnderContract, ofContracts, titleOf } from './ofContracts';
import { listed } from './words';

/** An ending with what ends, for people. */
interface NamedEnding extends UsedEnding {
  title: string;
}

const versions: CheckFunction = evidence => {
  const { telemetry } = evidence;
  const seen = telemetry?.summary?.versions ?? [];
  if (telemetry && seen.length > 0) {
    const names = listed(seen.map(({ version }) => version));
    return pass(
      `Telemetry tells versions apart: ${names}.`,
      observed(evidence, telemetry, names, seen[0].lastSeenAt),
    );
  }
  const matchers = evidence.spec.telemetry?.matchers ?? [];
  const attributes = matchers.flatMap(({ version }) =>
    version ? [version.attribute] : [],
  );
  return attributes.length > 0
    ? pass(
        `YAML says the version is read from ${listed(attributes)}.`,
        declared(evidence, listed(attributes)),
      )
    : fail(
        'Telemetry does not say which version a call or message used.',
        declared(evidence, 'no version in the matchers'),
      );
};

const deprecations = ofContracts((flows, contracts) => {
  const endings = endingsOf(flows);
  if (endings.length === 0) {
    return notApplicable('No version that it uses is deprecated.');
  }
  const shown = (ending: NamedEnding) =>
    announced(contracts, ending, planInWords(ending));
  const poor = endings.filter(ending => lackingOf(ending).length > 0);
  return poor.length > 0
    ? fail(
        poor
          .map(ending => `${ending.title} lacks ${listed(lackingOf(ending))}.`)
          .join(' '),
        ...poor.map(shown),
      )
    : pass(
        'Each deprecated version has a date, a replacement and consumers who know.',
        ...endings.map(shown),
      );
});

function lackingOf({ sunsetAt, replacement, untold }: UsedEnding): string[] {
  const hasReplacement =
    replacement &&
    (replacement.kind !== 'none' || Boolean(replacement.reason?.trim()));
  return [
    !sunsetAt && 'a sunset date',
    !hasReplacement && 'a replacement, or none with a reason',
    untold.length > 0 && `word to ${listed(untold)}`,
  ].filter(part => typeof part === 'string');
}

function planInWords({ title, sunsetAt, ...ending }: NamedEnding): string {
  const until = sunsetAt ? `ends on ${sunsetAt.slice(0, 10)}` : 'has no date';
  const { kind, reason } = ending.replacement ?? {};
  const instead =
    kind === 'none'
      ? `no replacement: ${reason ?? 'no reason given'}`
      : `then ${ending.replacementTitle || 'nothing named'}`;
  return `${title} ${until}; ${instead}`;
}

const sunsetTraffic = ofContracts((flows, contracts, evidence, now) => {
  const seenRetired = retiredAndSeen(flows, evidence);
  if (seenRetired.length > 0) {
    return fail(
      `Seen after its end: ${listed(seenRetired.map(({ version }) => version))}.`,
      observed(
        evidence,
        evidence.telemetry!,
        listed(seenRetired.map(({ version }) => `version ${version}`)),
        seenRetired[0].lastSeenAt,
      ),
    );
  }
  const past = endingsOf(flows).filter(
    ({ sunsetAt }) => sunsetAt && Date.parse(sunsetAt) <= now.getTime(),
  );
  if (past.length === 0) {
    return notApplicable('No version that it uses is past its end.');
  }
  const seen = past.filter(
    ({ sunsetAt, lastSeenAt }) => lastSeenAt && lastSeenAt > sunsetAt!,
  );
  if (seen.length > 0) {
    return fail(
      `Seen after its end: ${listed(seen.map(({ title }) => title))}.`,
      ...seen.map(ending =>
        looked(contracts, ending, `last seen ${ending.lastSeenAt}`),
      ),
    );
  }
  const unknown = past.filter(({ usageReadAt }) => !usageReadAt);
  return unknown.length > 0
    ? unmeasured(
        `Nobody knows whether ${listed(unknown.map(({ title }) => title))} is still used: telemetry did not answer.`,
      )
    : pass(
        'Nothing of it was seen with a version that has ended.',
        ...past.map(ending =>
          looked(
            contracts,
            ending,
            ending.lastSeenAt ? `last seen ${ending.lastSeenAt}` : 'not seen',
          ),
        ),
      );
});

/**
 * Versions that were switched off, and are seen all the same. Whether a version
 * without such traffic may go was judged when it went.
 */
function retiredAndSeen(
  flows: readonly FlowUnderContract[],
  { telemetry }: IntegrationEvidence,
) {
  const known = flows.flatMap(({ versions: registered = [] }) => registered);
  return (telemetry?.summary?.versions ?? []).filter(
    ({ version, lastSeenAt }) => {
      const names = matchVersions(
        version,
        known.map(one => one.version),
      );
      const meant = known.filter(one => names.includes(one.version));
      return (
        meant.length > 0 &&
        meant.every(
          ({ state, endedAt }) =>
            state === 'retired' && endedAt && endedAt < lastSeenAt,
        )
      );
    },
  );
}

function endingsOf(flows: readonly FlowUnderContract[]): NamedEnding[] {
  const named = flows.flatMap(({ contract, endings = [] }) =>
    endings.map(ending => ({
      ...ending,
      title: `${titleOf(contract)} ${ending.version}`,
    })),
  );
  // Several data flows may be under one contract.
  return [...new Map(named.map(ending => [ending.id, ending])).values()];
}

/** What was announced: a person said so. */
function announced(
  { readAt, notReadSince }: ContractsEvidence,
  { id }: NamedEnding,
  value: string,
): Evidence {
  return {
    value,
    source: 'contracts',
    href: `/deprecations?ending=${id}`,
    grade: 'attested',
    at: readAt,
    notRecheckedSince: notReadSince,
  };
}

/** What the last look at the traffic found. */
function looked(
  contracts: ContractsEvidence,
  ending: NamedEnding,
  value: string,
): Evidence {
  return {
    ...announced(contracts, ending, `${ending.title}: ${value}`),
    grade: 'observed',
    at: ending.usageReadAt ?? contracts.readAt,
  };
}

export const endingVersionsChecks: Record<string, CheckFunction> = {
  'retirement-versions': versions,
  'retirement-deprecations': deprecations,
  'retirement-sunset-traffic': sunsetTraffic,
};
