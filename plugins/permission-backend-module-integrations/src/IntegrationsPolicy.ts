import { PolicyDecision } from '@backstage/plugin-permission-common';
import {
  PermissionPolicy,
  PolicyQuery,
  PolicyQueryUser,
} from '@backstage/plugin-permission-node';
import { integrationsPolicyDecision } from './integrationsPolicyDecision';
import { IntegrationsPolicyOptions } from './integrationsPolicyOptions';

/**
 * The policy that Tieline ships: {@link integrationsPolicyDecision} for every request.
 *
 * @public
 */
export class IntegrationsPolicy implements PermissionPolicy {
  readonly #options: IntegrationsPolicyOptions;

  constructor(options: IntegrationsPolicyOptions) {
    this.#options = options;
  }

  async handle(
    request: PolicyQuery,
    user?: PolicyQueryUser,
  ): Promise<PolicyDecision> {
    return integrationsPolicyDecision(request, user, this.#options);
  }
}
