import {
  IntegrationCheck,
  unmeasured,
} from '@tieline/plugin-integrations-node/checks';

/** A check in code, as a module offers it. */
export const acmeCheck: IntegrationCheck = {
  id: 'acme',
  question: 'review',
  title: 'Acme',
  tests: 'Something in code.',
  needs: 'declared',
  shelfLifeDays: 30,
  weight: 1,
  evaluate: () => unmeasured('Nobody looked.'),
};
