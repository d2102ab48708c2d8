/**
 * Evidence of integrations, and the checklist's answers from it.
 *
 * @packageDocumentation
 */
export { integrationGovernancePlugin as default } from './plugin';
