import {
  BackstageCredentials,
  PermissionsService,
} from '@backstage/backend-plugin-api';
import { NotAllowedError } from '@backstage/errors';
import {
  AuthorizeResult,
  PermissionCriteria,
  ResourcePermission,
} from '@backstage/plugin-permission-common';
import { createConditionTransformer } from '@backstage/plugin-permission-node';
import { integrationReadPermission } from '@tieline/plugin-integrations-common';
import { Knex } from 'knex';
import {
  integrationPermissionRules,
  IntegrationQuery,
} from './integrationRules';

const toQueries = createConditionTransformer<IntegrationQuery, any>(
  Object.values(integrationPermissionRules),
);

function narrow(
  query: Knex.QueryBuilder,
  criteria: PermissionCriteria<IntegrationQuery>,
): void {
  if ('allOf' in criteria) {
    criteria.allOf.forEach(child =>
      query.andWhere(inner => narrow(inner, child)),
    );
  } else if ('anyOf' in criteria) {
    query.andWhere(any => {
      criteria.anyOf.forEach(child =>
        any.orWhere(inner => narrow(inner, child)),
      );
    });
  } else if ('not' in criteria) {
    query.whereNot(inner => narrow(inner, criteria.not));
  } else {
    criteria(query);
  }
}

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
    const criteria = toQueries(decision.conditions);
    return query => {
      query.andWhere(inner => narrow(inner, criteria));
    };
  }
}
