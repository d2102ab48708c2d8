import { TestLevel } from '@tieline/plugin-integrations-common/governance';
import {
  CheckFunction,
  declared,
  fail,
  pass,
  told,
  unmeasured,
} from '../finding';
import { productionOf } from './facts';
import { counted, listed } from './words';

const steps = ['canary', 'flag', 'blue-green'];

function named(field: 'repository' | 'pipeline', what: string): CheckFunction {
  return evidence => {
    const value = evidence.spec.delivery?.[field];
    return value
      ? pass(`YAML names the ${what}.`, declared(evidence, value))
      : fail(`No ${what} is named.`, declared(evidence, `no ${what}`));
  };
}

const pipeline: CheckFunction = (evidence, context) => {
  const deployment = evidence.told.lastDeployment();
  return deployment
    ? pass('A pipeline reported a deployment.', told(deployment))
    : named('pipeline', 'pipeline')(evidence, context);
};

const statedRollout: CheckFunction = evidence => {
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

const rollout: CheckFunction = (evidence, context) => {
  const deployment = evidence.told.deploymentTo(productionOf(evidence));
  const seen = deployment?.facts.canary ? 'canary' : deployment?.facts.rollout;
  if (!deployment || !seen) {
    return statedRollout(evidence, context);
  }
  return steps.includes(seen)
    ? pass(`The last deployment went out as ${seen}.`, told(deployment))
    : fail('The last deployment went to everybody at once.', told(deployment));
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

/** Tests of a level passed in the pipeline. */
export function testsPassed(level: TestLevel): CheckFunction {
  return evidence => {
    const run = evidence.told.tests(level);
    if (!run) {
      return unmeasured(`No pipeline has reported ${level} tests.`);
    }
    const { tests, failed } = run.facts;
    return failed > 0
      ? fail(
          `${failed} of ${counted(tests, `${level} test`, `${level} tests`)} failed.`,
          told(run),
        )
      : pass(`The ${level} tests passed.`, told(run));
  };
}

const dependencies: CheckFunction = evidence => {
  const report = evidence.told.dependencies();
  if (!report) {
    return unmeasured('No pipeline has reported dependencies.');
  }
  const { pastEndOfLife } = report.facts;
  return pastEndOfLife.length > 0
    ? fail(
        `Past their end of life: ${listed(pastEndOfLife.map(({ name, version }) => [name, version].filter(Boolean).join(' ')))}.`,
        told(report),
      )
    : pass('No dependency is past its end of life.', told(report));
};

export const deliveryChecks: Record<string, CheckFunction> = {
  'delivery-repository': named('repository', 'repository'),
  'delivery-pipeline': pipeline,
  'delivery-unit-tests': testsPassed('unit'),
  'delivery-integration-tests': testsPassed('integration'),
  'delivery-contract-tests': testsPassed('contract'),
  'delivery-rollout': rollout,
  'delivery-documented': documented,
  'delivery-dependencies': dependencies,
};
