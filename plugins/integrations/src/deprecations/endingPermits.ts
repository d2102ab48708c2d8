import {
  EndingConsumer,
  EndingSummary,
} from '@tieline/plugin-integrations-common/contracts';
import { shortName } from '../shared/EntityLink';
import { Permitted } from '../shared/usePermitted';

/** What everybody may do who sees it. */
export const ALLOWED: Permitted = { isAllowed: true };

/** What the backend lets somebody do, and whom to ask where it does not. */
function permittedBy(
  isAllowed: boolean,
  permission: 'manage' | 'override' | 'answer',
  ownerRef: string | undefined,
): Permitted {
  const whom = ownerRef ? `${shortName(ownerRef)} or ` : '';
  return {
    isAllowed,
    reason: isAllowed
      ? undefined
      : `You need the permission integration.ending.${permission} for it. Ask ${whom}an administrator of this portal.`,
  };
}

/** Change it, take it back, decide about more time, retire it when it is safe. */
export function mayManage(ending: EndingSummary): Permitted {
  return permittedBy(ending.mayManage, 'manage', ending.ownerRef);
}

/** Retire it although something is in the way. */
export function mayOverride(ending: EndingSummary): Permitted {
  return permittedBy(ending.mayOverride, 'override', ending.ownerRef);
}

/** Switch it off for a while, which takes that it is one's own. */
export function maySwitchOff(ending: EndingSummary): Permitted {
  return ending.isForeign
    ? {
        isAllowed: false,
        reason: 'It is somebody else’s: nobody here switches it off.',
      }
    : mayManage(ending);
}

/** Answer for a consumer. */
export function mayAnswer(consumer: EndingConsumer): Permitted {
  return permittedBy(consumer.mayAnswer, 'answer', consumer.ownerRef);
}
