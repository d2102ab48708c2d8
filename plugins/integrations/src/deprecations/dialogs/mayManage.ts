import {
  integrationEndingManagePermission,
  integrationEndingOverridePermission,
} from '@tieline/plugin-integrations-common';
import { EndingSummary } from '@tieline/plugin-integrations-common/contracts';
import { lackWords, Permitted } from '../../shared/usePermitted';

/**
 * Whether whoever looks at an ending may change it, as the server says.
 *
 * @param purpose - what for: `take it back`
 */
export function mayManage(ending: EndingSummary, purpose: string): Permitted {
  return ending.mayManage
    ? { isAllowed: true }
    : {
        isAllowed: false,
        reason: lackWords(integrationEndingManagePermission.name, purpose),
      };
}

/** Whether they may retire it although something is in the way. */
export function mayOverride(ending: EndingSummary): Permitted {
  return ending.mayOverride
    ? { isAllowed: true }
    : {
        isAllowed: false,
        reason: lackWords(
          integrationEndingOverridePermission.name,
          'retire what is not safe to retire',
        ),
      };
}
