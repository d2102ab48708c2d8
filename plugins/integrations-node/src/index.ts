/**
 * For backends that know integrations: the projection of the catalog and what
 * fills it, the permission rules, the resolver of services, and the guard of
 * the way out.
 *
 * @packageDocumentation
 */
export * from './actions/integrationName';
export * from './actions/OwnApi';
export * from './database/useWriteAheadLog';
export * from './http/cursor';
export * from './http/refuseNul';
export * from './http/RouteGuard';
export * from './loops/PollingLoop';
export * from './outbound/OutboundGuard';
export * from './permissions/contractRules';
export * from './permissions/IntegrationReadAccess';
export * from './permissions/integrationRules';
export * from './permissions/KeptReadAccess';
export * from './projection/CatalogSynchroniser';
export * from './projection/IntegrationProjection';
export { fullRef, toFacets } from './projection/toFacets';
export * from './services/ServiceResolver';
export * from './telling/DeliveryQueue';
export * from './telling/whereThere';
