/**
 * What every part of Tieline shares: the Integration kind, the vocabulary, the
 * permissions, and per backend the wire types and a typed client.
 *
 * @packageDocumentation
 */
export * from './duration';
export * from './entity/IntegrationEntityV1alpha1';
export * from './entity/integrationSchema';
export * from './entity/readIntegration';
export * from './entity/relations';
export * from './permissions';
export * from './vocabulary';
