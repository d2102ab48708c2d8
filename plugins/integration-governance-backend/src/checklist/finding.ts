export {
  declared,
  fail,
  integrationPage,
  noEvidenceYet,
  notApplicable,
  observed,
  observedNumber,
  pass,
  told,
  unmeasured,
} from '@tieline/plugin-integrations-node/checks';
export type {
  CheckContext,
  CheckFunction,
  Finding,
} from '@tieline/plugin-integrations-node/checks';
