import {
  AuditorService,
  BackstageCredentials,
  HttpAuthService,
  PermissionsService,
} from '@backstage/backend-plugin-api';
import { NotAllowedError } from '@backstage/errors';
import {
  AuthorizeResult,
  BasicPermission,
  ResourcePermission,
} from '@backstage/plugin-permission-common';
import { createConditionAuthorizer } from '@backstage/plugin-permission-node';
import {
  contractPermissionRules,
  ContractResource,
  IntegrationQuery,
  IntegrationReadAccess,
} from '@tieline/plugin-integrations-node';
import { Request } from 'express';

const isAllowed = createConditionAuthorizer<
  ContractResource,
  (contract: ContractResource) => boolean
>(Object.values(contractPermissionRules));

/** Says who asks, what they may, and tells the auditor of what they changed. */
export class RouteGuard {
  readonly #httpAuth: HttpAuthService;
  readonly #permissions: PermissionsService;
  readonly #auditor: AuditorService;
  readonly #access: IntegrationReadAccess;

  constructor(options: {
    httpAuth: HttpAuthService;
    permissions: PermissionsService;
    auditor: AuditorService;
  }) {
    this.#httpAuth = options.httpAuth;
    this.#permissions = options.permissions;
    this.#auditor = options.auditor;
    this.#access = new IntegrationReadAccess(options);
  }

  /** Whoever asks, as records name them: a person's reference, else the service's subject. */
  async actorOf(request: Request): Promise<string> {
    const { principal } = (await this.#credentialsOf(
      request,
    )) as BackstageCredentials<
      | { type: 'user'; userEntityRef: string }
      | { type: 'service'; subject: string }
    >;
    return principal.type === 'user'
      ? principal.userEntityRef
      : principal.subject;
  }

  /** @throws NotAllowedError where the permission is missing */
  async require(request: Request, permission: BasicPermission): Promise<void> {
    const [decision] = await this.#permissions.authorize([{ permission }], {
      credentials: await this.#credentialsOf(request),
    });
    if (decision.result !== AuthorizeResult.ALLOW) {
      throw new NotAllowedError(`This takes the permission ${permission.name}`);
    }
  }

  /** @throws NotAllowedError where the permission is missing for this contract */
  async requireFor(
    request: Request,
    permission: ResourcePermission,
    contract: ContractResource,
  ): Promise<void> {
    const [decision] = await this.#permissions.authorizeConditional(
      [{ permission }],
      { credentials: await this.#credentialsOf(request) },
    );
    if (!isAllowed(decision, contract)) {
      const { ownerRef } = contract;
      throw new NotAllowedError(
        `This takes the permission ${permission.name}${ownerRef ? ` for contracts of ${ownerRef}` : ''}`,
      );
    }
  }

  /**
   * Which integrations are shown beside contracts: those that whoever asks may
   * read. A pipeline that may only judge or publish is shown none.
   */
  async readCondition(request: Request): Promise<IntegrationQuery> {
    try {
      return await this.#access.conditionFor(
        await this.#credentialsOf(request),
      );
    } catch (error) {
      if (error instanceof NotAllowedError) {
        return query => {
          query.whereRaw('1 = 0');
        };
      }
      throw error;
    }
  }

  /** Does something of which the auditor is to hear, whether it succeeds or not. */
  async audited<Result>(
    request: Request,
    event: { eventId: string; meta?: Record<string, string | number> },
    work: () => Promise<Result>,
  ): Promise<Result> {
    const audit = await this.#auditor.createEvent({
      ...event,
      severityLevel: 'medium',
      request: request as never,
    });
    try {
      const result = await work();
      await audit.success();
      return result;
    } catch (error) {
      await audit.fail({ error });
      throw error;
    }
  }

  #credentialsOf(request: Request): Promise<BackstageCredentials> {
    return this.#httpAuth.credentials(request as never, {
      allow: ['user', 'service'],
    });
  }
}
