/**
 * For modules that add checks in code: the evidence that a check looks at, the
 * helpers that make a finding of it, and the extension point that takes it.
 *
 * @packageDocumentation
 */
export * from './EvidencePiece';
export * from './finding';
export * from './IntegrationCheck';
export * from './integrationChecksExtensionPoint';
export * from './IntegrationEvidence';
export * from './ToldEvidence';
