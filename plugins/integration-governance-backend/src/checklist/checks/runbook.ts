import { IntegrationEvidence } from '../../evidence/IntegrationEvidence';
import {
  CheckFunction,
  declared,
  fail,
  Finding,
  integrationPage,
  pass,
  unmeasured,
} from '../finding';
import { listed } from './words';

/**
 * A runbook is there, can be reached, was confirmed, and covers what can fail.
 * Whoever confirmed it has reached it, where the portal may not look. Of low
 * criticality being there and being reached is enough.
 */
export const runbook: CheckFunction = evidence => {
  const named = evidence.facets.runbook;
  if (!named) {
    return fail('There is no runbook.', declared(evidence, 'no runbook'));
  }
  const { look, confirmation } = evidence.runbook ?? {};
  const base = declared(evidence, named.url);
  if (look?.result === 'unreachable') {
    return fail(
      `The runbook can’t be reached. ${look.detail}`,
      base,
      lookedAt(named.url, look),
    );
  }
  const isReached = look?.result === 'reachable';
  if (evidence.facets.criticality === 'low' && isReached) {
    return pass(
      'The runbook is there and can be reached.',
      base,
      lookedAt(named.url, look),
    );
  }
  if (!confirmation) {
    return whyNotKnown(evidence);
  }
  const shown = [
    base,
    ...(isReached ? [lookedAt(named.url, look)] : []),
    {
      value: `confirmed by ${confirmation.by}`,
      source: 'confirmation',
      href: integrationPage(evidence),
      grade: 'attested' as const,
      at: confirmation.at,
    },
  ];
  const open =
    evidence.facets.criticality === 'low'
      ? []
      : (evidence.runbook?.modes ?? []).filter(
          ({ id }) => !confirmation.covers.includes(id),
        );
  return open.length > 0
    ? {
        ...fail(
          `It does not cover: ${listed(open.map(({ title }) => title))}.`,
          ...shown,
        ),
        needsProof: true,
      }
    : pass(
        `${confirmation.by} found it useful on ${confirmation.at.slice(0, 10)}, and it covers what can fail.${isReached ? '' : ' The portal itself can’t look at it.'}`,
        ...shown,
      );
};

type Look = NonNullable<NonNullable<IntegrationEvidence['runbook']>['look']>;

function lookedAt(href: string, { detail, at }: Look) {
  return {
    value: detail,
    source: 'runbook',
    href,
    grade: 'observed' as const,
    at,
  };
}

function whyNotKnown(evidence: IntegrationEvidence): Finding {
  const named = evidence.facets.runbook!;
  const look = evidence.runbook?.look;
  const reach = look
    ? look.detail
    : 'Whether it can be reached has not been looked at yet.';
  const base = declared(evidence, named.url);
  const found =
    look?.result === 'reachable'
      ? unmeasured(
          'Nobody has confirmed that the runbook is useful.',
          base,
          lookedAt(named.url, look),
        )
      : unmeasured(
          `A runbook is named. ${reach} Nobody has confirmed it.`,
          base,
        );
  return { ...found, needsProof: true };
}
