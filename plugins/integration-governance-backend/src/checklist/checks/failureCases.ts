import { Guarantees } from '@tieline/plugin-integrations-common/contracts';
import { IntegrationEvidence } from '../../evidence/IntegrationEvidence';
import {
  CheckFunction,
  declared,
  fail,
  noEvidenceYet,
  notApplicable,
} from '../finding';
import {
  contractsNotRead,
  ofEachContract,
  registered,
  titleOf,
} from './ofContracts';
import { listed } from './words';

/** What a contract should say besides its shape; of some of it the entry may speak. */
interface Part {
  name: string;
  promised: (guarantees: Guarantees) => string | undefined;
  stated: (spec: IntegrationEvidence['spec']) => string | undefined;
}

const parts: Part[] = [
  {
    name: 'error cases',
    promised: ({ errorCases = [] }) =>
      errorCases.length > 0
        ? `error cases ${listed(errorCases.map(({ name }) => name))}`
        : undefined,
    // What can go wrong is for the contract alone to say.
    stated: () => undefined,
  },
  {
    name: 'a retry policy',
    promised: ({ retryPolicy }) => retryPolicy && `retry ${retryPolicy}`,
    stated: ({ reliability }) =>
      reliability?.retry && `retry ${reliability.retry.strategy}`,
  },
  {
    name: 'an idempotency key',
    promised: ({ idempotencyKey }) =>
      idempotencyKey && `idempotency key ${idempotencyKey}`,
    stated: ({ reliability }) => {
      const { idempotency, rerunSafe } = reliability ?? {};
      const repeat = idempotency ?? (rerunSafe ? { key: 'rerun' } : undefined);
      return repeat && `idempotency key ${repeat.key}`;
    },
  },
];

const inContracts = ofEachContract(
  ({ contract, guarantees = {} }, contracts, evidence) => {
    const promised = parts.flatMap(part => part.promised(guarantees) ?? []);
    const rest = parts.filter(part => !part.promised(guarantees));
    const lacking = rest.filter(part => !part.stated(evidence.spec));
    const shown = registered(
      contracts,
      contract,
      promised.length > 0 ? promised.join('; ') : 'nothing but its shape',
    );
    if (lacking.length > 0) {
      return {
        result: 'fail',
        reason: `${titleOf(contract)} lacks ${listed(lacking.map(({ name }) => name))}.`,
        evidence: [shown],
      };
    }
    const stated = rest.flatMap(part => part.stated(evidence.spec) ?? []);
    return {
      result: 'pass',
      reason: '',
      evidence: [
        shown,
        ...(stated.length > 0 ? [declared(evidence, listed(stated))] : []),
      ],
    };
  },
  {
    holds: 'Error cases, retry policy and idempotency key are said.',
    forNone: 'It names no contract.',
  },
);

/** Error cases, retry policy and idempotency key are part of the contract; what only the entry says is stated, not agreed. */
export const failureCases: CheckFunction = (evidence, context) => {
  if (evidence.catalog.contracts.length === 0) {
    return notApplicable('It names no contract.');
  }
  if (evidence.contracts) {
    return inContracts(evidence, context);
  }
  const stated = parts.flatMap(part => part.stated(evidence.spec) ?? []);
  return stated.length === 0
    ? fail(
        'Neither a retry policy nor an idempotency key is stated.',
        declared(evidence, 'nothing stated'),
      )
    : noEvidenceYet(contractsNotRead, declared(evidence, listed(stated)));
};
