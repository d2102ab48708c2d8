import {
  AuthorizeResult,
  isPermission,
  isReadPermission,
  PolicyDecision,
} from '@backstage/plugin-permission-common';
import {
  createConditionExports,
  PolicyQuery,
  PolicyQueryUser,
} from '@backstage/plugin-permission-node';
import {
  integrationAlarmReportPermission,
  integrationAlarmRespondPermission,
  integrationChangeReportPermission,
  integrationChecklistRunPermission,
  integrationContractManagePermission,
  integrationContractOverridePermission,
  integrationContractPublishPermission,
  integrationDecisionRecordPermission,
  integrationDrillManagePermission,
  integrationEndingAnswerPermission,
  integrationEndingManagePermission,
  integrationEndingOverridePermission,
  integrationEvidenceAttestPermission,
  integrationEvidencePushPermission,
  integrationInterventionLogPermission,
  integrationPilotManagePermission,
  integrationProcessChangeReportPermission,
  integrationReadPermission,
  integrationRegretAcknowledgePermission,
  integrationReviewHoldPermission,
  integrationRunReportPermission,
  integrationRunbookConfirmPermission,
  integrationTelemetryIngestPermission,
  integrationTelemetryOperationsReadPermission,
  integrationWaiverAskPermission,
} from '@tieline/plugin-integrations-common';
import {
  contractPermissionRules,
  contractResourceRef,
  integrationPermissionRules,
  integrationResourceRef,
} from '@tieline/plugin-integrations-node';
import { IntegrationsPolicyOptions } from './integrationsPolicyOptions';

const { conditions, createConditionalDecision } = createConditionExports({
  resourceRef: integrationResourceRef,
  rules: integrationPermissionRules,
});

const contracts = createConditionExports({
  resourceRef: contractResourceRef,
  rules: contractPermissionRules,
});

const ALLOW: PolicyDecision = { result: AuthorizeResult.ALLOW };
const DENY: PolicyDecision = { result: AuthorizeResult.DENY };

/**
 * What only machines do. A machine's token carries the permission in its
 * `accessRestrictions` and is never asked about here.
 */
const MACHINES_ONLY = [
  integrationTelemetryIngestPermission,
  integrationRunReportPermission,
  integrationAlarmReportPermission,
  integrationChangeReportPermission,
  integrationEvidencePushPermission,
];

/** Reading that is for those who run the portal. */
const OPERATORS_ONLY = [integrationTelemetryOperationsReadPermission];

/** What whoever is signed in may do, beside reading. Of alarms, of those that they may read. */
const EVERYBODY = [
  integrationChecklistRunPermission,
  integrationAlarmRespondPermission,
  integrationDecisionRecordPermission,
  integrationProcessChangeReportPermission,
];

/** What a contract's provider may do with it, and who owns something with its end or its answer. */
const PROVIDERS_ONLY = [
  integrationContractPublishPermission,
  integrationContractOverridePermission,
  integrationContractManagePermission,
  integrationEndingManagePermission,
  integrationEndingOverridePermission,
  integrationEndingAnswerPermission,
];

/** What an integration's owner may do about its scorecard, its reviews and drills. */
const OWNERS_ONLY = [
  integrationEvidenceAttestPermission,
  integrationWaiverAskPermission,
  integrationPilotManagePermission,
  integrationRegretAcknowledgePermission,
  integrationInterventionLogPermission,
  integrationReviewHoldPermission,
  integrationDrillManagePermission,
  integrationRunbookConfirmPermission,
];

/** Asking the catalog to read an entity again changes nothing by itself. */
const CATALOG_REFRESH = 'catalog.entity.refresh';

/**
 * Tieline's answer to a permission request.
 *
 * Whoever is signed in may read everything but how the receiver itself is
 * doing, run the checklist, record decisions, say that a business
 * process changed, respond to alarms and refresh entities. Nobody who is a person may send telemetry, push evidence or report runs, changes or
 * alarms. A contract's versions and settings are for its provider, or for
 * everybody while it has none. An integration's owners attest, ask for
 * waivers, start improvements, log what they did by hand, hold its reviews and
 * drills. All else, such as deciding about waivers and audits, goals, the
 * checklist, reviewing the whole portfolio or dismissing drift, is for
 * administrators. Where `readScope` is `owned`, an integration's health
 * and score are shown to its owners and to administrators only; its entity in
 * the catalog remains readable.
 *
 * @example
 * In a policy of one's own:
 * ```ts
 * async handle(request: PolicyQuery, user?: PolicyQueryUser) {
 *   return request.permission.name.startsWith('integration.')
 *     ? integrationsPolicyDecision(request, user, options)
 *     : myOwnDecision(request, user);
 * }
 * ```
 *
 * @public
 */
export function integrationsPolicyDecision(
  { permission }: PolicyQuery,
  user: PolicyQueryUser | undefined,
  options: IntegrationsPolicyOptions = { administrators: [], readScope: 'all' },
): PolicyDecision {
  if (
    !user ||
    MACHINES_ONLY.some(machines => isPermission(permission, machines))
  ) {
    return DENY;
  }
  const claims = user.info.ownershipEntityRefs;
  if (claims.some(claim => options.administrators.includes(claim))) {
    return ALLOW;
  }
  if (
    options.readScope === 'owned' &&
    isPermission(permission, integrationReadPermission)
  ) {
    return createConditionalDecision(
      permission,
      conditions.isOwner({ claims }),
    );
  }
  const providers = PROVIDERS_ONLY.find(one => isPermission(permission, one));
  if (providers) {
    return contracts.createConditionalDecision(providers, {
      anyOf: [
        contracts.conditions.isProvider({ claims }),
        contracts.conditions.hasNoProvider(),
      ],
    });
  }
  const owners = OWNERS_ONLY.find(one => isPermission(permission, one));
  if (owners) {
    return createConditionalDecision(owners, conditions.isOwner({ claims }));
  }
  if (OPERATORS_ONLY.some(operators => isPermission(permission, operators))) {
    return DENY;
  }
  return isReadPermission(permission) ||
    EVERYBODY.some(everybody => isPermission(permission, everybody)) ||
    permission.name === CATALOG_REFRESH
    ? ALLOW
    : DENY;
}
