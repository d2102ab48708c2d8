import {
  CheckFunction,
  declared,
  fail,
  noEvidenceYet,
  notApplicable,
  pass,
} from '../finding';
import { testsPassed } from './delivery';
import { listed } from './words';

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

const found: CheckFunction = evidence => {
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
  const elsewhere = contracts.filter(({ exists }) => exists === undefined);
  const value = declared(evidence, listed(contracts.map(({ name }) => name)));
  return elsewhere.length > 0
    ? noEvidenceYet(
        `no registry was asked for ${listed(elsewhere.map(({ name }) => name))}`,
        value,
      )
    : pass('All of them are in the catalog.', value);
};

/** What only a look at the contracts' texts and versions can show. */
function needsContracts(what: string): CheckFunction {
  return ({ catalog }) =>
    catalog.contracts.length === 0
      ? notApplicable('It names no contract.')
      : noEvidenceYet(what);
}

const consumersValidate: CheckFunction = (evidence, context) =>
  evidence.catalog.contracts.length === 0
    ? notApplicable('It names no contract.')
    : testsPassed('contract')(evidence, context);

const failureCases: CheckFunction = evidence => {
  const { retry, idempotency, rerunSafe } = evidence.spec.reliability ?? {};
  const repeat = idempotency ?? (rerunSafe ? { key: 'rerun' } : undefined);
  const stated = [
    retry && `retry ${retry.strategy}`,
    repeat && `idempotency key ${repeat.key}`,
  ].filter(part => typeof part === 'string');
  return stated.length === 0
    ? fail(
        'Neither a retry policy nor an idempotency key is stated.',
        declared(evidence, 'nothing stated'),
      )
    : noEvidenceYet(
        'the contract itself was not looked at',
        declared(evidence, listed(stated)),
      );
};

export const contractsChecks: Record<string, CheckFunction> = {
  'contracts-every-flow': everyFlow,
  'contracts-found': found,
  'contracts-parse': needsContracts('contracts are not parsed'),
  'contracts-mode': needsContracts('versions are not compared'),
  'contracts-observed-versions': needsContracts(
    'registered versions are not known',
  ),
  'contracts-consumers-validate': consumersValidate,
  'contracts-failure-cases': failureCases,
};
