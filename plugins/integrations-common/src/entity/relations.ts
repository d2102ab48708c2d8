/** From an integration to the system (or component, resource, API) that the data comes from. @public */
export const RELATION_HAS_SOURCE = 'hasSource';
/** The inverse of `hasSource`. @public */
export const RELATION_SOURCE_OF = 'sourceOf';
/** From an integration to each place that the data goes to. @public */
export const RELATION_HAS_TARGET = 'hasTarget';
/** The inverse of `hasTarget`. @public */
export const RELATION_TARGET_OF = 'targetOf';
/** From an integration to each platform that carries it. @public */
export const RELATION_GOES_VIA = 'goesVia';
/** The inverse of `goesVia`. @public */
export const RELATION_CARRIES = 'carries';
