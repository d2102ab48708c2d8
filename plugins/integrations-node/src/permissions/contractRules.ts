import {
  createPermissionResourceRef,
  createPermissionRule,
} from '@backstage/plugin-permission-node';
import { RESOURCE_TYPE_INTEGRATION_CONTRACT } from '@tieline/plugin-integrations-common';
import { z } from 'zod';

/**
 * What decides who may change a contract.
 *
 * @public
 */
export interface ContractResource {
  /** Full entity reference, in lower case, of the provider. */
  ownerRef?: string;
}

/**
 * The resource type that conditional decisions about contracts name.
 *
 * @public
 */
export const contractResourceRef = createPermissionResourceRef<
  ContractResource,
  (contract: ContractResource) => boolean
>().with({
  pluginId: 'integration-contracts',
  resourceType: RESOURCE_TYPE_INTEGRATION_CONTRACT,
});

const isProvider = createPermissionRule({
  name: 'IS_PROVIDER',
  description: 'Allow contracts whose provider is one of the claims',
  resourceRef: contractResourceRef,
  paramsSchema: z.object({
    claims: z
      .array(z.string())
      .describe('Full entity references, in lower case, of users and groups'),
  }),
  apply: ({ ownerRef }, { claims }) =>
    ownerRef !== undefined && claims.includes(ownerRef),
  toQuery:
    ({ claims }) =>
    ({ ownerRef }) =>
      ownerRef !== undefined && claims.includes(ownerRef),
});

const hasNoProvider = createPermissionRule({
  name: 'HAS_NO_PROVIDER',
  description: 'Allow contracts that nobody provides yet, new ones included',
  resourceRef: contractResourceRef,
  apply: ({ ownerRef }) => ownerRef === undefined,
  toQuery:
    () =>
    ({ ownerRef }) =>
      ownerRef === undefined,
});

/** @public */
export const contractPermissionRules = { isProvider, hasNoProvider };
