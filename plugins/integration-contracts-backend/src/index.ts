/**
 * Contracts, their versions, and what a change of them breaks.
 *
 * @packageDocumentation
 */
export { integrationContractsPlugin as default } from './plugin';
export * from './judgement';
