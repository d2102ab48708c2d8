import {
  BackstageCredentials,
  PermissionsService,
} from '@backstage/backend-plugin-api';
import { NotAllowedError } from '@backstage/errors';
import {
  AuthorizeResult,
  ResourcePermission,
} from '@backstage/plugin-permission-common';
import { integrationReadPermission } from '@tieline/plugin-integrations-common';
import type { IntegrationQuery } from './integrationRules';
import type { KeptReadAccess } from './KeptReadAccess';
import { toIntegrationQuery } from './toIntegrationQuery';

/**
 * Says which integrations somebody may read, as a condition on
 * `projection_integrations`.
 *
 * @public
 */
export class IntegrationReadAccess {
  readonly #permissions: PermissionsService;

  constructor(options: { permissions: PermissionsService }) {
    this.#permissions = options.permissions;
  }

  /**
   * The condition for these credentials.
   *
   * @throws NotAllowedError where nothing may be read
   */
  async conditionFor(
    credentials: BackstageCredentials,
  ): Promise<IntegrationQuery> {
    const condition = await this.conditionOf(
      credentials,
      integrationReadPermission,
    );
    if (!condition) {
      throw new NotAllowedError(
        'Reading integrations takes the permission integration.read',
      );
    }
    return condition;
  }

  /** The condition of another permission on integrations; undefined where it is for none of them. */
  async conditionOf(
    credentials: BackstageCredentials,
    permission: ResourcePermission,
  ): Promise<IntegrationQuery | undefined> {
    const [decision] = await this.#permissions.authorizeConditional(
      [{ permission }],
      { credentials },
    );
    if (decision.result === AuthorizeResult.DENY) {
      return undefined;
    }
    if (decision.result !== AuthorizeResult.CONDITIONAL) {
      return () => {};
    }
    return toIntegrationQuery(decision.conditions);
  }

  /** What these credentials may read, to be kept; undefined where it is nothing. */
  async keep(
    credentials: BackstageCredentials,
  ): Promise<KeptReadAccess | undefined> {
    const [decision] = await this.#permissions.authorizeConditional(
      [{ permission: integrationReadPermission }],
      { credentials },
    );
    switch (decision.result) {
      case AuthorizeResult.DENY:
        return undefined;
      case AuthorizeResult.CONDITIONAL:
        return { conditions: decision.conditions };
      default:
        return {};
    }
  }
}
