import {
  ContractId,
  EndingPlan,
  EndingSubject,
  EndingSummary,
  Replacement,
} from '@tieline/plugin-integrations-common/contracts';
import { toFieldValue } from '../../alarms/snoozeTimes';
import { isReason } from './isReason';

export type ReplacementChoice =
  'same-contract' | 'other-contract' | 'integration' | 'other' | 'none';

/** What can replace something, under the names that people know. */
export const REPLACEMENTS: ReadonlyArray<{
  id: ReplacementChoice;
  title: string;
}> = [
  { id: 'same-contract', title: 'Another version of this contract' },
  { id: 'other-contract', title: 'A version of another contract' },
  { id: 'integration', title: 'An integration' },
  { id: 'other', title: 'Something else, in words' },
  { id: 'none', title: 'Nothing: it is not needed any more' },
];

/** A replacement while it is chosen; what belongs to another choice is kept. */
export interface ReplacementDraft {
  choice: ReplacementChoice;
  /** Of the same contract. */
  version: string;
  otherContract?: ContractId;
  otherVersion: string;
  integrationRef?: string;
  /** Of something else: what it is. */
  text: string;
  /** Of nothing: why. */
  reason: string;
}

/** A plan while it is written. */
export interface PlanDraft {
  /** As a field for date and time has it: local, `2026-12-31T00:00`. */
  sunset: string;
  replacement: ReplacementDraft;
  note: string;
}

/** A plan in which nothing is said yet. */
export function emptyPlan(kind: EndingSubject['kind']): PlanDraft {
  return {
    sunset: '',
    replacement: {
      choice: kind === 'version' ? 'same-contract' : 'integration',
      version: '',
      otherVersion: '',
      text: '',
      reason: '',
    },
    note: '',
  };
}

function isSame(one?: ContractId, other?: ContractId): boolean {
  return one?.registry === other?.registry && one?.subject === other?.subject;
}

function toReplacementDraft(
  replacement: Replacement,
  subject: EndingSubject,
): Partial<ReplacementDraft> {
  const { kind, contract, version, integrationRef, text, reason } = replacement;
  switch (kind) {
    case 'version':
      return !contract || isSame(contract, subject.contract)
        ? { choice: 'same-contract', version }
        : {
            choice: 'other-contract',
            otherContract: contract,
            otherVersion: version,
          };
    case 'integration':
      return { choice: 'integration', integrationRef };
    case 'other':
      return { choice: 'other', text: text ?? '' };
    default:
      return { choice: 'none', reason: reason ?? '' };
  }
}

/** The plan of something that was announced, to be changed. */
export function toPlanDraft(ending: EndingSummary): PlanDraft {
  const { subject, sunsetAt, replacement, note } = ending;
  const empty = emptyPlan(subject.kind);
  return {
    sunset: sunsetAt ? toFieldValue(new Date(sunsetAt)) : '',
    replacement: {
      ...empty.replacement,
      ...(replacement && toReplacementDraft(replacement, subject)),
    },
    note: note ?? '',
  };
}

/** The replacement as the API takes it; undefined where it is not said in full. */
function toReplacement(
  draft: ReplacementDraft,
  contract: ContractId | undefined,
): Replacement | undefined {
  const { choice, version, otherContract, otherVersion, integrationRef } =
    draft;
  const text = draft.text.trim();
  const reason = draft.reason.trim();
  switch (choice) {
    case 'same-contract':
      return contract && version
        ? { kind: 'version', contract, version }
        : undefined;
    case 'other-contract':
      return otherContract && otherVersion
        ? { kind: 'version', contract: otherContract, version: otherVersion }
        : undefined;
    case 'integration':
      return integrationRef
        ? { kind: 'integration', integrationRef }
        : undefined;
    case 'other':
      return text ? { kind: 'other', text } : undefined;
    default:
      return isReason(reason) ? { kind: 'none', reason } : undefined;
  }
}

/** A plan as the API takes it. What is not said is left out. */
export function toPlan(
  draft: PlanDraft,
  contract: ContractId | undefined,
): EndingPlan {
  const note = draft.note.trim();
  return {
    sunsetAt: draft.sunset ? new Date(draft.sunset).toISOString() : undefined,
    replacement: toReplacement(draft.replacement, contract),
    note: note || undefined,
  };
}

const MISSING_REPLACEMENTS: Record<ReplacementChoice, string> = {
  'same-contract': 'the version that replaces it',
  'other-contract': 'the contract and the version that replace it',
  integration: 'the integration that replaces it',
  other: 'what replaces it',
  none: 'the reason why nothing replaces it',
};

/** What a plan has to say and does not say yet. */
export function missingOf(
  draft: PlanDraft,
  contract: ContractId | undefined,
): string[] {
  const { sunsetAt, replacement, note } = toPlan(draft, contract);
  return [
    sunsetAt ? [] : 'the end date',
    replacement ? [] : MISSING_REPLACEMENTS[draft.replacement.choice],
    note ? [] : 'the migration note',
  ].flat();
}
