import {
  CheckFunction,
  declared,
  fail,
  noEvidenceYet,
  notApplicable,
  pass,
} from '../finding';
import { contractVersionsChecks } from './contractVersions';
import { testsPassed } from './delivery';
import { failureCases } from './failureCases';
import {
  contractsNotRead,
  FlowUnderContract,
  ofEachContract,
  registered,
  titleOf,
} from './ofContracts';
import { listed, withStop } from './words';

const everyFlow: CheckFunction = evidence => {
  const flows = evidence.spec.dataFlows ?? [];
  if (flows.length === 0) {
    return fail(
      'No data flow is named, so none has a contract.',
      declared(evidence, 'no data flow'),
    );
  }
  const without = flows.filter(flow => !flow.contract);
  return without.length > 0
    ? fail(
        `Without a contract: ${listed(without.map(flow => flow.data))}.`,
        declared(
          evidence,
          `${flows.length - without.length} of ${flows.length} data flows have one`,
        ),
      )
    : pass(
        'Every data flow has one.',
        declared(
          evidence,
          listed(evidence.catalog.contracts.map(({ name }) => name)),
        ),
      );
};

const foundInRegistry = ofEachContract(
  ({ contract, file }, contracts) => {
    if (contract.registry === 'catalog') {
      return { result: 'left-out', reason: '', evidence: [] };
    }
    if (contract.versions > 0) {
      return {
        result: 'pass',
        reason: '',
        evidence: [
          registered(contracts, contract, `${contract.versions} registered`),
        ],
      };
    }
    return {
      result: 'fail',
      reason: file?.problem
        ? `${titleOf(contract)}: ${withStop(file.problem)}`
        : `No version of ${titleOf(contract)} is registered.`,
      evidence: [registered(contracts, contract, 'no version')],
    };
  },
  {
    holds: 'All of them are where the entry says.',
    forNone: 'It names no contract outside the catalog.',
  },
);

const found: CheckFunction = (evidence, context) => {
  const { contracts } = evidence.catalog;
  if (contracts.length === 0) {
    return notApplicable('It names no contract that could be looked for.');
  }
  const lost = contracts.filter(({ exists }) => exists === false);
  if (lost.length > 0) {
    return fail(
      `Not in the catalog: ${listed(lost.map(({ name }) => name))}.`,
      declared(evidence, listed(lost.map(({ name }) => name))),
    );
  }
  const value = declared(evidence, listed(contracts.map(({ name }) => name)));
  if (contracts.every(({ exists }) => exists)) {
    return pass('All of them are in the catalog.', value);
  }
  return evidence.contracts
    ? foundInRegistry(evidence, context)
    : noEvidenceYet(contractsNotRead, value);
};

/** Why the present text of a contract, or of the file that is one, is not taken. */
function problemOf({ contract, file }: FlowUnderContract): string | undefined {
  return contract.problem ?? file?.problem;
}

const parse = ofEachContract(
  (flow, contracts) => {
    const { contract } = flow;
    const problem = problemOf(flow);
    if (problem) {
      return {
        result: 'fail',
        reason: `${titleOf(contract)}: ${withStop(problem)}`,
        evidence: [registered(contracts, contract, problem)],
      };
    }
    if (!contract.latest) {
      return {
        result: 'unmeasured',
        reason: `No version of ${titleOf(contract)} is registered.`,
        evidence: [registered(contracts, contract, 'no version')],
      };
    }
    const { version, format } = contract.latest;
    return {
      result: 'pass',
      reason: '',
      evidence: [
        registered(contracts, contract, `${version} was read as ${format}`),
      ],
    };
  },
  { holds: 'All of them can be read.', forNone: 'It names no contract.' },
);

const consumersValidate: CheckFunction = (evidence, context) =>
  evidence.catalog.contracts.length === 0
    ? notApplicable('It names no contract.')
    : testsPassed('contract')(evidence, context);

export const contractsChecks: Record<string, CheckFunction> = {
  'contracts-every-flow': everyFlow,
  'contracts-found': found,
  'contracts-parse': parse,
  'contracts-consumers-validate': consumersValidate,
  'contracts-failure-cases': failureCases,
  ...contractVersionsChecks,
};
