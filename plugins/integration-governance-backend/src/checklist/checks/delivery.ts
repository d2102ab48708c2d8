import { CheckFunction, declared, fail, noEvidenceYet, pass } from '../finding';

const steps = ['canary', 'flag', 'blue-green'];

function named(field: 'repository' | 'pipeline', what: string): CheckFunction {
  return evidence => {
    const value = evidence.spec.delivery?.[field];
    return value
      ? pass(`YAML names the ${what}.`, declared(evidence, value))
      : fail(`No ${what} is named.`, declared(evidence, `no ${what}`));
  };
}

const rollout: CheckFunction = evidence => {
  const strategy = evidence.spec.delivery?.rollout;
  if (!strategy) {
    return fail('No rollout is stated.', declared(evidence, 'no rollout'));
  }
  return steps.includes(strategy)
    ? pass(
        `YAML says the rollout is ${strategy}.`,
        declared(evidence, strategy),
      )
    : fail('A change goes to everybody at once.', declared(evidence, strategy));
};

const documented: CheckFunction = evidence => {
  const { template, documentation } = evidence.spec.delivery ?? {};
  if (template) {
    return pass(
      `It was built from the template ${template}.`,
      declared(evidence, template),
    );
  }
  return documentation
    ? pass('It is documented.', declared(evidence, documentation))
    : fail(
        'Neither a template nor documentation is named.',
        declared(evidence, 'no template, no documentation'),
      );
};

const nothingPushed =
  (what: string): CheckFunction =>
  () =>
    noEvidenceYet(`no pipeline has reported ${what}`);

export const deliveryChecks: Record<string, CheckFunction> = {
  'delivery-repository': named('repository', 'repository'),
  'delivery-pipeline': named('pipeline', 'pipeline'),
  'delivery-unit-tests': nothingPushed('unit tests'),
  'delivery-integration-tests': nothingPushed('integration tests'),
  'delivery-contract-tests': nothingPushed('contract tests'),
  'delivery-rollout': rollout,
  'delivery-documented': documented,
  'delivery-dependencies': nothingPushed('dependencies'),
};
