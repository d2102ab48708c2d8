import { IntegrationFacets } from '@tieline/plugin-integrations-common/telemetry';

/** What a component belongs to, or undefined. */
export type SystemOf = (entityRef: string) => string | undefined;

/**
 * Who consumes in an integration: the side that does not give the data's shape.
 * Where nobody says who gives it, a caller consumes what it calls, and targets
 * consume what they are sent.
 *
 * @param providerRef - who gives the shape, where the flow says it
 */
export function partiesOf(
  { interaction, sourceRef, targetRefs }: IntegrationFacets,
  providerRef: string | undefined,
  systemOf: SystemOf,
): string[] {
  const source = sourceRef ? [sourceRef] : [];
  if (providerRef) {
    const provides = (ref: string) =>
      ref === providerRef || ref === systemOf(providerRef);
    if (source.some(provides)) {
      return targetRefs;
    }
    if (targetRefs.some(provides)) {
      return source;
    }
  }
  return interaction === 'request' || interaction === undefined
    ? source
    : targetRefs;
}
