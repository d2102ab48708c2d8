import { createBackendModule } from '@backstage/backend-plugin-api';
import {
  declared,
  fail,
  IntegrationCheck,
  integrationChecksExtensionPoint,
  pass,
  told,
  unmeasured,
} from '@tieline/plugin-integrations-node/checks';

const THREE_MONTHS_MS = 92 * 86_400_000;

/** Credentials must not end within three months of the last penetration test. */
const credentialsOutliveTest: IntegrationCheck = {
  id: 'acme-credentials-outlive-test',
  question: 'review',
  title: 'Credentials outlive the penetration test',
  tests: 'No credential ends within three months of the last test.',
  needs: 'declared',
  shelfLifeDays: 180,
  weight: 2,
  nextStep: { text: 'Renew the credential', href: '{file}' },
  evaluate: evidence => {
    const test = evidence.told.fact('penetration-test.day');
    if (!test) {
      return unmeasured('No pipeline has told of a penetration test.');
    }
    const testedAt = Date.parse(String(test.facts.value));
    const expiries = (evidence.spec.endpoints ?? []).flatMap(
      ({ name, auth }) =>
        auth?.credentialExpires ? [{ name, day: auth.credentialExpires }] : [],
    );
    const early = expiries.find(
      ({ day }) => Date.parse(day) < testedAt + THREE_MONTHS_MS,
    );
    return early
      ? fail(
          `The credential of ${early.name} ends on ${early.day}.`,
          told(test),
          declared(evidence, `${early.name} until ${early.day}`),
        )
      : pass(
          'Every credential outlives the test by three months.',
          told(test),
          declared(evidence, `${expiries.length} credentials with an end`),
        );
  },
};

export const acmeChecksModule = createBackendModule({
  pluginId: 'integration-governance',
  moduleId: 'acme-checks',
  register(env) {
    env.registerInit({
      deps: { checks: integrationChecksExtensionPoint },
      async init({ checks }) {
        checks.addChecks(credentialsOutliveTest);
      },
    });
  },
});
