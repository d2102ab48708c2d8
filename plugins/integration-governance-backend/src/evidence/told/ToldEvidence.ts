export { ToldEvidence } from '@tieline/plugin-integrations-node/checks';
