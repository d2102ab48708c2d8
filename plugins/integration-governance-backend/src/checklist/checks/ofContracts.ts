import {
  ContractSummary,
  FlowEvidence,
} from '@tieline/plugin-integrations-common/contracts';
import { Evidence } from '@tieline/plugin-integrations-common/governance';
import {
  ContractsEvidence,
  IntegrationEvidence,
} from '../../evidence/IntegrationEvidence';
import {
  CheckFunction,
  fail,
  Finding,
  noEvidenceYet,
  notApplicable,
  pass,
  unmeasured,
} from '../finding';

/** A data flow with the contract that it is under. */
export type FlowUnderContract = FlowEvidence & { contract: ContractSummary };

/** What is found of one contract; `left-out` where the check is not for it. */
export interface ContractFinding {
  result: 'pass' | 'fail' | 'unmeasured' | 'left-out';
  /** A sentence. */
  reason: string;
  evidence: Evidence[];
}

export const contractsNotRead = 'the contracts API has not answered';

/** A check that needs to know the contracts of an integration's data flows. */
export function ofContracts(
  judge: (
    flows: FlowUnderContract[],
    contracts: ContractsEvidence,
    evidence: IntegrationEvidence,
    now: Date,
  ) => Finding,
): CheckFunction {
  return (evidence, { now }) => {
    if (evidence.catalog.contracts.length === 0) {
      return notApplicable('It names no contract.');
    }
    const { contracts } = evidence;
    if (!contracts) {
      return noEvidenceYet(contractsNotRead);
    }
    const flows = contracts.flows.filter(
      (flow): flow is FlowUnderContract => flow.contract !== undefined,
    );
    return flows.length === 0
      ? noEvidenceYet('the registry does not know its contracts yet')
      : judge(flows, contracts, evidence, now);
  };
}

/**
 * A check that looks at one contract after the other: one that fails it fails
 * it for all, and what nobody knows of one leaves all unmeasured.
 *
 * @param otherwise - what it says where all hold; where it is for none of them
 */
export function ofEachContract(
  judge: (
    flow: FlowUnderContract,
    contracts: ContractsEvidence,
    evidence: IntegrationEvidence,
  ) => ContractFinding,
  otherwise: { holds: string; forNone: string },
): CheckFunction {
  return ofContracts((flows, contracts, evidence) => {
    const each = new Map(flows.map(flow => [flow.contract.id, flow]));
    const findings = [...each.values()].map(flow =>
      judge(flow, contracts, evidence),
    );
    const inWords = (found: readonly ContractFinding[]) =>
      found.map(({ reason }) => reason).join(' ');
    const shown = (found: readonly ContractFinding[]) =>
      found.flatMap(one => one.evidence);
    const failed = findings.filter(({ result }) => result === 'fail');
    if (failed.length > 0) {
      return fail(inWords(failed), ...shown(failed));
    }
    const unknown = findings.filter(({ result }) => result === 'unmeasured');
    if (unknown.length > 0) {
      return unmeasured(inWords(unknown), ...shown(unknown));
    }
    const held = findings.filter(({ result }) => result === 'pass');
    return held.length > 0
      ? pass(otherwise.holds, ...shown(held))
      : notApplicable(otherwise.forNone);
  });
}

export function titleOf({ title, subject }: ContractSummary): string {
  return title ?? subject;
}

/** The page of a contract. */
function contractPage({ registry, subject }: ContractSummary): string {
  return `/contracts/${encodeURIComponent(registry)}/${encodeURIComponent(subject)}`;
}

/** Evidence that the registry of contracts gives: it read and judged the text. */
export function registered(
  { readAt, notReadSince }: ContractsEvidence,
  contract: ContractSummary,
  value: string,
): Evidence {
  return {
    value: `${titleOf(contract)}: ${value}`,
    source: 'contracts',
    href: contractPage(contract),
    grade: 'tested',
    at: readAt,
    notRecheckedSince: notReadSince,
  };
}
