import {
  AuthorizeResult,
  PolicyDecision,
} from '@backstage/plugin-permission-common';

/** Allows what a team owns, and nothing else. */
export function onlyOwnedBy(team: string): PolicyDecision {
  return {
    result: AuthorizeResult.CONDITIONAL,
    pluginId: 'integration-governance',
    resourceType: 'integration',
    conditions: {
      rule: 'IS_OWNER',
      resourceType: 'integration',
      params: { claims: [`group:default/${team}`] },
    },
  };
}
