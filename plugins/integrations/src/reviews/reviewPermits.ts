import {
  integrationPortfolioReviewHoldPermission,
  integrationReviewHoldPermission,
} from '@tieline/plugin-integrations-common';
import {
  Finding,
  Review,
} from '@tieline/plugin-integrations-common/governance';
import { lackWords, Permitted } from '../shared/usePermitted';

/**
 * Whether they may hold a review of it, as the backend says.
 *
 * @param of - without an integration it is the portfolio's
 */
export function mayHold(
  isAllowed: boolean | undefined,
  of: Pick<Review, 'integration'>,
): Permitted {
  if (isAllowed) {
    return { isAllowed: true };
  }
  const permission = of.integration
    ? integrationReviewHoldPermission
    : integrationPortfolioReviewHoldPermission;
  return {
    isAllowed: false,
    reason: lackWords(
      permission.name,
      of.integration ? 'review it' : 'review the portfolio',
      of.integration?.ownerRef,
    ),
  };
}

/** Whether they may give a finding another owner or date, or say that it is done. */
export function mayChange(finding: Finding): Permitted {
  return finding.mayChange
    ? { isAllowed: true }
    : {
        isAllowed: false,
        reason: lackWords(
          integrationReviewHoldPermission.name,
          'change this finding',
          finding.ownerRef,
        ),
      };
}
