import {
  Profile,
  Recommendation,
} from '@tieline/plugin-integrations-common/governance';
import { stringify } from 'yaml';
import { grouped } from '../checklist/checks/words';
import { StoredDecision } from './DecisionStore';

/** An architecture decision record: context, needs, ranking, decision, consequences. */
export function writeMarkdown(
  decision: StoredDecision,
  { ranked, prices, ...recommendation }: Recommendation,
): string {
  const chosen = ranked.find(({ pattern }) => pattern === decision.pattern)!;
  const where = [
    decision.entityRef && `Integration: \`${decision.entityRef}\``,
    decision.sourceRef && `From: \`${decision.sourceRef}\``,
    decision.targetRefs?.length &&
      `To: ${decision.targetRefs.map(ref => `\`${ref}\``).join(', ')}`,
  ].filter(line => typeof line === 'string');
  const needs = Object.entries(decision.profile).map(([field, value]) => {
    const text =
      typeof value === 'object'
        ? Object.entries(value)
            .map(pair => pair.join(' '))
            .join(', ')
        : value;
    return `- ${field}: ${text}`;
  });
  const { total, currency, years } = chosen.cost;
  const { low, high } = chosen.leaving.cost;
  return [
    `# ${inLine(decision.title)}`,
    `Decided on ${decision.decidedOn} by ${decision.people.map(ref => `\`${ref}\``).join(', ')}; recorded by \`${decision.recordedBy}\`.`,
    '## Context',
    ...(where.length > 0 ? [where.join('\n\n')] : []),
    `Ranked by decision matrix ${recommendation.matrixVersion}${recommendation.matrixReviewedOn ? `, reviewed on ${recommendation.matrixReviewedOn}` : ''}.`,
    '## Needs',
    needs.join('\n'),
    ...(recommendation.unanswered?.length
      ? [`Not answered: ${recommendation.unanswered.join(', ')}.`]
      : []),
    '## Ranking',
    [
      `| # | pattern | score | needs met | ${years} years, ${currency} | reason |`,
      '|---|---|---|---|---|---|',
      ...ranked.map(
        one =>
          `| ${one.rank} | ${one.pattern} | ${one.score} | ${one.matched} of ${one.needs} | ${grouped(one.cost.total.low)} to ${grouped(one.cost.total.high)} | ${inLine(one.reason).replaceAll('|', '\\|')} |`,
      ),
    ].join('\n'),
    '## Decision',
    `We build it as **${decision.pattern}**, number ${decision.rank} of the ranking.`,
    '## Why',
    decision.reason,
    '## Consequences',
    [
      `- Step up: ${chosen.stepUp}`,
      `- Leaving it: ${chosen.leaving.text} ${grouped(low)} to ${grouped(high)} ${currency}.`,
      `- Cost over ${years} years: ${grouped(total.low)} to ${grouped(total.high)} ${currency}, ${grouped(total.expected)} expected. ${prices.own} of ${prices.total} unit prices are the organisation’s own; the others are examples.`,
      ...recommendation.warnings.map(({ detail }) => `- Warning: ${detail}`),
    ].join('\n'),
  ].join('\n\n');
}

/** What the decision changes in the entity's spec. */
export function writePatch(decision: StoredDecision): string {
  return stringify({
    spec: {
      type: decision.pattern,
      interaction: decision.profile.interaction,
      profile: toSpec(decision.profile),
      decision: { reason: decision.reason },
    },
  });
}

function toSpec(profile: Profile) {
  const { volumePerDay, latencyMs, ordering, delivery } = profile;
  const { consumers, transformation } = profile;
  return {
    volumePerDay,
    ...(latencyMs !== undefined && { latency: durationOf(latencyMs) }),
    ...(ordering && { ordering }),
    ...(delivery && { delivery }),
    ...(consumers !== undefined && { consumers }),
    ...(transformation && { transformation }),
  };
}

/** The largest unit that says it exactly. */
function durationOf(ms: number): string {
  const units = [
    ['d', 86_400_000],
    ['h', 3_600_000],
    ['m', 60_000],
    ['s', 1_000],
  ] as const;
  const [unit, size] = units.find(one => ms % one[1] === 0) ?? ['ms', 1];
  return `${Math.round(ms / size)}${unit}`;
}

function inLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}
