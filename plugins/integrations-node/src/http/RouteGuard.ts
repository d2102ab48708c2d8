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
import { Request } from 'express';
import { IntegrationReadAccess } from '../permissions/IntegrationReadAccess';
import type { IntegrationQuery } from '../permissions/integrationRules';
import type { KeptReadAccess } from '../permissions/KeptReadAccess';

/** Something that somebody changes, as the auditor hears of it. */
export interface AuditedChange {
  eventId: string;
  meta?: Record<string, string | number>;
  severityLevel?: 'low' | 'medium' | 'high' | 'critical';
}

/**
 * Says who asks, what they may, and tells the auditor of what they changed.
 *
 * @public
 */
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

  credentialsOf(request: Request): Promise<BackstageCredentials> {
    return this.#httpAuth.credentials(request as never, {
      allow: ['user', 'service'],
    });
  }

  /** Whoever asks, as records name them: a person's reference, else the service's subject. */
  async actorOf(request: Request): Promise<string> {
    const { principal } = (await this.credentialsOf(
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
  async require(
    request: Request,
    permission: BasicPermission,
  ): Promise<BackstageCredentials> {
    if (!(await this.allows(request, permission))) {
      throw new NotAllowedError(`This takes the permission ${permission.name}`);
    }
    return this.credentialsOf(request);
  }

  /**
   * For each resource whether whoever asks has a permission on it.
   *
   * @param resourceRefs - full entity references of integrations, in lower case
   */
  async allowsEach(
    request: Request,
    permission: ResourcePermission,
    resourceRefs: readonly string[],
  ): Promise<boolean[]> {
    const decisions = await this.#permissions.authorize(
      resourceRefs.map(resourceRef => ({ permission, resourceRef })),
      { credentials: await this.credentialsOf(request) },
    );
    return decisions.map(({ result }) => result === AuthorizeResult.ALLOW);
  }

  /** @throws NotAllowedError where the permission is missing for that resource */
  async requireOn(
    request: Request,
    permission: ResourcePermission,
    resourceRef: string,
  ): Promise<void> {
    const [allowed] = await this.allowsEach(request, permission, [resourceRef]);
    if (!allowed) {
      throw new NotAllowedError(
        `This takes the permission ${permission.name} for ${resourceRef}`,
      );
    }
  }

  /** Whether whoever asks has a permission. */
  async allows(
    request: Request,
    permission: BasicPermission,
  ): Promise<boolean> {
    const [decision] = await this.#permissions.authorize([{ permission }], {
      credentials: await this.credentialsOf(request),
    });
    return decision.result === AuthorizeResult.ALLOW;
  }

  /**
   * Which integrations may be read.
   *
   * @throws NotAllowedError where none may
   */
  async readCondition(request: Request): Promise<IntegrationQuery> {
    return this.#access.conditionFor(await this.credentialsOf(request));
  }

  /** What whoever asks may read, for when they are not there to be asked about; undefined where it is nothing. */
  async readAccessToKeep(
    request: Request,
  ): Promise<KeptReadAccess | undefined> {
    return this.#access.keep(await this.credentialsOf(request));
  }

  /** On which integrations whoever asks has a permission; undefined where on none. */
  async conditionOf(
    request: Request,
    permission: ResourcePermission,
  ): Promise<IntegrationQuery | undefined> {
    return this.#access.conditionOf(
      await this.credentialsOf(request),
      permission,
    );
  }

  /** Does something of which the auditor is to hear, whether it succeeds or not. */
  async audited<Result>(
    request: Request,
    event: AuditedChange,
    work: () => Promise<Result>,
  ): Promise<Result> {
    const audit = await this.#auditor.createEvent({
      ...event,
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
}
