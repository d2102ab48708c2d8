import {
  AuditorService,
  HttpAuthService,
  PermissionsService,
} from '@backstage/backend-plugin-api';
import { NotAllowedError } from '@backstage/errors';
import { ResourcePermission } from '@backstage/plugin-permission-common';
import { createConditionAuthorizer } from '@backstage/plugin-permission-node';
import {
  AuditedChange,
  contractPermissionRules,
  ContractResource,
  IntegrationQuery,
  RouteGuard,
} from '@tieline/plugin-integrations-node';
import {
  integrationEndingAnswerPermission,
  integrationEndingManagePermission,
  integrationEndingOverridePermission,
} from '@tieline/plugin-integrations-common';
import { Request } from 'express';
import { RightsOf } from './lifecycle/EndingReader';

const isAllowed = createConditionAuthorizer<
  ContractResource,
  (contract: ContractResource) => boolean
>(Object.values(contractPermissionRules));

/** A guard that also knows what somebody may do with one contract. */
export class ContractGuard extends RouteGuard {
  readonly #permissions: PermissionsService;

  constructor(options: {
    httpAuth: HttpAuthService;
    permissions: PermissionsService;
    auditor: AuditorService;
  }) {
    super(options);
    this.#permissions = options.permissions;
  }

  /** @throws NotAllowedError where the permission is missing for this contract */
  async requireFor(
    request: Request,
    permission: ResourcePermission,
    contract: ContractResource,
  ): Promise<void> {
    const [decision] = await this.#permissions.authorizeConditional(
      [{ permission }],
      { credentials: await this.credentialsOf(request) },
    );
    if (!isAllowed(decision, contract)) {
      const { ownerRef } = contract;
      throw new NotAllowedError(
        `This takes the permission ${permission.name}${ownerRef ? ` for contracts of ${ownerRef}` : ''}`,
      );
    }
  }

  /** What whoever asks may do with endings, by who owns something. */
  async endingRightsOf(request: Request): Promise<RightsOf> {
    const [manage, override, answer] =
      await this.#permissions.authorizeConditional(
        [
          { permission: integrationEndingManagePermission },
          { permission: integrationEndingOverridePermission },
          { permission: integrationEndingAnswerPermission },
        ],
        { credentials: await this.credentialsOf(request) },
      );
    return ownerRef => ({
      mayManage: isAllowed(manage, { ownerRef }),
      mayOverride: isAllowed(override, { ownerRef }),
      mayAnswer: isAllowed(answer, { ownerRef }),
    });
  }

  /**
   * Which integrations are shown beside contracts: those that whoever asks may
   * read. A pipeline that may only judge or publish is shown none.
   */
  async readCondition(request: Request): Promise<IntegrationQuery> {
    try {
      return await super.readCondition(request);
    } catch (error) {
      if (error instanceof NotAllowedError) {
        return query => {
          query.whereRaw('1 = 0');
        };
      }
      throw error;
    }
  }

  async audited<Result>(
    request: Request,
    event: AuditedChange,
    work: () => Promise<Result>,
  ): Promise<Result> {
    return super.audited(request, { severityLevel: 'medium', ...event }, work);
  }
}
