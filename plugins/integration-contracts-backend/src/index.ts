/**
 * Contracts, their versions, and what a change of them breaks.
 *
 * @packageDocumentation
 */
export * from './judgement';
