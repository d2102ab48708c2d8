import {
  integrationEndingAnswerPermission,
  integrationEndingManagePermission,
  integrationEndingOverridePermission,
} from '@tieline/plugin-integrations-common';
import {
  EndingConsumer,
  EndingSummary,
} from '@tieline/plugin-integrations-common/contracts';
import { lackWords, Permitted } from '../shared/usePermitted';

/** What everybody may do who sees it. */
export const ALLOWED: Permitted = { isAllowed: true };

/** What the backend lets somebody do, and whom to ask where it does not. */
function permittedBy(
  isAllowed: boolean,
  permission: { name: string },
  purpose: string,
  ownerRef: string | undefined,
): Permitted {
  return isAllowed
    ? ALLOWED
    : { isAllowed, reason: lackWords(permission.name, purpose, ownerRef) };
}

/**
 * Change it, take it back, decide about more time, retire it when it is safe.
 *
 * @param purpose - what for: `take its end back`
 */
export function mayManage(ending: EndingSummary, purpose: string): Permitted {
  return permittedBy(
    ending.mayManage,
    integrationEndingManagePermission,
    purpose,
    ending.ownerRef,
  );
}

/** Retire it although something is in the way. */
export function mayOverride(ending: EndingSummary): Permitted {
  return permittedBy(
    ending.mayOverride,
    integrationEndingOverridePermission,
    'retire what is not safe to retire',
    ending.ownerRef,
  );
}

/** Switch it off for a while, which takes that it is one's own. */
export function maySwitchOff(ending: EndingSummary): Permitted {
  return ending.isForeign
    ? {
        isAllowed: false,
        reason: 'It is somebody else’s: nobody here switches it off.',
      }
    : mayManage(ending, 'plan a brownout');
}

/** Answer for a consumer. */
export function mayAnswer(consumer: EndingConsumer): Permitted {
  return permittedBy(
    consumer.mayAnswer,
    integrationEndingAnswerPermission,
    `answer for ${consumer.name}`,
    consumer.ownerRef,
  );
}
