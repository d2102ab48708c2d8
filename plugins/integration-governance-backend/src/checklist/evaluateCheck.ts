import { stringifyError } from '@backstage/errors';
import {
  EVIDENCE_GRADES,
  EvidenceGrade,
} from '@tieline/plugin-integrations-common';
import {
  CheckOutcome,
  Evidence,
} from '@tieline/plugin-integrations-common/governance';
import { IntegrationEvidence } from '../evidence/IntegrationEvidence';
import { reviewsPath } from '../reviewCalendar/reviewsPath';
import { ChecklistItem, RunnableItem } from './Checklist';
import { evaluateCondition } from './conditions/evaluateCondition';
import { plainEvidence } from './conditions/plainEvidence';
import {
  CheckContext,
  fail,
  Finding,
  integrationPage,
  notApplicable,
  pass,
  told,
  unmeasured,
} from './finding';

const DAY_MS = 86_400_000;

/** A check's outcome before the store knows since when it is so. */
export type FreshOutcome = Omit<CheckOutcome, 'since'> & {
  needs: EvidenceGrade;
  evidence: Evidence[];
};

/**
 * Evaluates one check: whether it applies, what it finds, whether the evidence
 * is good enough and young enough. An unmeasured check keeps its old evidence
 * readable.
 */
export function evaluateCheck(
  item: RunnableItem,
  evidence: IntegrationEvidence,
  { now }: { now: Date },
): FreshOutcome {
  const needs = gradeNeeded(item, evidence);
  const context: CheckContext = {
    now,
    needs,
    shelfLifeDays: item.shelfLifeDays,
  };
  const found =
    sparedBy(item, evidence) ??
    orAttested(findingOf(item, evidence, context), item, evidence);
  const dated = {
    ...found,
    evidence: found.evidence.map(piece => withExpiry(piece, item)),
  };
  const judged = judge(dated, needs, item, now);
  return {
    checkId: item.id,
    questionId: item.question,
    title: item.title,
    result: judged.result,
    reason: judged.reason,
    needs,
    evidence: judged.evidence,
    inheritedFrom: judged.inheritedFrom,
    nextStep: nextStepOf(item, judged, evidence),
    attestable: item.attestable,
  };
}

/** A check that throws is one integration's unknown, not the end of the evaluation. */
function findingOf(
  item: RunnableItem,
  evidence: IntegrationEvidence,
  context: CheckContext,
): Finding {
  try {
    return item.evaluate(evidence, context);
  } catch (error) {
    return {
      ...unmeasured(`The check itself failed: ${stringifyError(error)}.`),
      awaitsEvidence: true,
    };
  }
}

/** What a person stated, where nothing else shows it. */
function orAttested(
  found: Finding,
  item: ChecklistItem,
  evidence: IntegrationEvidence,
): Finding {
  const attestation =
    item.attestable && found.result === 'unmeasured'
      ? evidence.told.attestation(item.id)
      : undefined;
  if (!attestation) {
    return found;
  }
  const { holds, statement } = attestation.facts;
  return holds
    ? pass(`Attested: ${statement}`, told(attestation))
    : fail(`Attested not to hold: ${statement}`, told(attestation));
}

function gradeNeeded(
  item: ChecklistItem,
  { facets }: IntegrationEvidence,
): EvidenceGrade {
  return facets.criticality === 'critical'
    ? (item.needsWhenCritical ?? item.needs)
    : item.needs;
}

/** A finding where the check does not apply, or nobody knows whether it does. */
function sparedBy(
  item: ChecklistItem,
  evidence: IntegrationEvidence,
): Finding | undefined {
  const spared = whyNotApplicable(item, evidence);
  if (spared) {
    return notApplicable(spared);
  }
  if (item.when === undefined) {
    return undefined;
  }
  const { holds, reasons } = evaluateCondition(
    item.when,
    plainEvidence(evidence),
  );
  switch (holds) {
    case 'yes':
      return undefined;
    case 'no':
      return notApplicable(`It does not apply: ${reasons.join('; ')}.`);
    default:
      return unmeasured(
        `Whether it applies is not known: ${reasons.join('; ')}.`,
      );
  }
}

/** An integration without a criticality is judged like a medium one; that it lacks one is a finding of its own. */
function whyNotApplicable(
  item: ChecklistItem,
  { facets }: IntegrationEvidence,
): string | undefined {
  const criticality = facets.criticality ?? 'medium';
  const { interaction, lifecycle } = facets;
  if (
    item.interactions &&
    interaction &&
    !item.interactions.includes(interaction)
  ) {
    return `Only for interaction ${item.interactions.join(' or ')}; this is ${interaction}.`;
  }
  if (item.lifecycles && lifecycle && !item.lifecycles.includes(lifecycle)) {
    return `Only for lifecycle ${item.lifecycles.join(' or ')}; this is ${lifecycle}.`;
  }
  if (item.criticalities && !item.criticalities.includes(criticality)) {
    return `Only for criticality ${item.criticalities.join(' or ')}; this is ${criticality}.`;
  }
  if (criticality === 'low' && !item.low && !item.criticalities) {
    return 'Low criticality is spared this one.';
  }
  return undefined;
}

/** What the catalog says holds until the catalog says otherwise; anything else ages. */
function withExpiry(piece: Evidence, item: ChecklistItem): Evidence {
  return piece.grade === 'declared'
    ? piece
    : {
        ...piece,
        expiresAt: new Date(
          Date.parse(piece.at) + item.shelfLifeDays * DAY_MS,
        ).toISOString(),
      };
}

function judge(
  finding: Finding,
  needs: EvidenceGrade,
  item: ChecklistItem,
  now: Date,
): Finding {
  if (finding.result !== 'pass' && finding.result !== 'fail') {
    return finding;
  }
  const old = finding.evidence.find(
    piece => piece.expiresAt && Date.parse(piece.expiresAt) <= now.getTime(),
  );
  if (old) {
    const day = old.at.slice(0, 10);
    const days = item.shelfLifeDays === 1 ? 'day' : 'days';
    return {
      ...finding,
      result: 'unmeasured',
      reason: `The evidence is of ${day} and good for ${item.shelfLifeDays} ${days}. Then: ${finding.reason}`,
    };
  }
  if (finding.result === 'fail') {
    return finding;
  }
  const rank = (grade: EvidenceGrade) => EVIDENCE_GRADES.indexOf(grade);
  const weakest = finding.evidence
    .map(piece => piece.grade)
    .sort((left, right) => rank(left) - rank(right))[0];
  if (weakest === undefined) {
    return {
      ...finding,
      result: 'unmeasured',
      reason: `${finding.reason} Nothing shows it.`,
    };
  }
  return rank(weakest) >= rank(needs)
    ? finding
    : {
        ...finding,
        result: 'unmeasured',
        reason: `${finding.reason} Needs ${needs}, has ${weakest}.`,
        needsProof: true,
      };
}

function nextStepOf(
  item: ChecklistItem,
  finding: Finding,
  evidence: IntegrationEvidence,
): CheckOutcome['nextStep'] {
  const open = finding.result === 'fail' || finding.result === 'unmeasured';
  // The usual step would ask for a statement that is there already.
  const step = finding.needsProof ? item.proof : item.nextStep;
  if (!open || finding.awaitsEvidence || !step) {
    return undefined;
  }
  const page = integrationPage(evidence);
  const [kind, rest] = (evidence.facets.ownerRef ?? '').split(':');
  const addresses: Record<string, string> = {
    '{file}': evidence.fileUrl ?? page,
    '{integration}': page,
    '{health}': `${page}/health`,
    '{scorecard}': `${page}/scorecard`,
    '{contracts}': `${page}/contracts`,
    '{reviews}': reviewsPath(evidence.facets),
    '{decide}': `/decide?integration=${evidence.facets.namespace}/${evidence.facets.name}`,
    '{owner}': rest
      ? `/catalog/${rest.split('/')[0]}/${kind}/${rest.split('/')[1]}`
      : page,
  };
  const { namespace, name } = evidence.facets;
  return {
    text: step.text,
    href: step.href?.replace(/\{\w+\}/g, key => addresses[key] ?? page),
    command: step.command?.replace('{ref}', `${namespace}/${name}`),
  };
}
