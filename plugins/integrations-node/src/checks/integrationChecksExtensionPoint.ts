import { createExtensionPoint } from '@backstage/backend-plugin-api';
import { IntegrationCheck } from './IntegrationCheck';

/** @public */
export interface IntegrationChecksExtensionPoint {
  /**
   * Offers checks to the checklist.
   *
   * @throws Error where an id is none, or is taken
   */
  addChecks(...checks: IntegrationCheck[]): void;
}

/**
 * Takes checks in code, for the plugin `integration-governance`.
 *
 * @public
 */
export const integrationChecksExtensionPoint =
  createExtensionPoint<IntegrationChecksExtensionPoint>({
    id: 'integration-governance.checks',
  });
