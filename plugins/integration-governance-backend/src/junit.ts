/**
 * Counts the tests of a JUnit report.
 *
 * @packageDocumentation
 */
export type { TestFacts } from './evidence/told/EvidencePiece';
export { readJunit } from './evidence/told/readJunit';
