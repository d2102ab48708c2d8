import { PermissionsRegistryService } from '@backstage/backend-plugin-api';
import {
  integrationAssessmentRunPermission,
  integrationAuditDecidePermission,
  integrationChecklistManagePermission,
  integrationChecklistRunPermission,
  integrationDecisionRecordPermission,
  integrationDocumentManagePermission,
  integrationDrillManagePermission,
  integrationEvidenceAttestPermission,
  integrationEvidencePushPermission,
  integrationGoalManagePermission,
  integrationInterventionLogPermission,
  integrationPilotManagePermission,
  integrationPortfolioReviewHoldPermission,
  integrationProcessChangeReportPermission,
  integrationReadPermission,
  integrationRegretAcknowledgePermission,
  integrationReviewHoldPermission,
  integrationRunbookConfirmPermission,
  integrationWaiverAskPermission,
  integrationWaiverDecidePermission,
} from '@tieline/plugin-integrations-common';
import {
  integrationPermissionRules,
  IntegrationProjection,
  integrationResourceRef,
} from '@tieline/plugin-integrations-node';

/** What may be asked of this plugin: about an integration, or about the whole. */
export function registerPermissions(
  registry: PermissionsRegistryService,
  projection: IntegrationProjection,
): void {
  registry.addResourceType({
    resourceRef: integrationResourceRef,
    permissions: [
      integrationReadPermission,
      integrationEvidenceAttestPermission,
      integrationWaiverAskPermission,
      integrationWaiverDecidePermission,
      integrationPilotManagePermission,
      integrationRegretAcknowledgePermission,
      integrationInterventionLogPermission,
      integrationReviewHoldPermission,
      integrationDrillManagePermission,
      integrationRunbookConfirmPermission,
    ],
    rules: Object.values(integrationPermissionRules),
    getResources: refs =>
      Promise.all(refs.map(ref => projection.getFacets(ref))),
  });
  registry.addPermissions([
    integrationAssessmentRunPermission,
    integrationAuditDecidePermission,
    integrationChecklistManagePermission,
    integrationChecklistRunPermission,
    integrationDecisionRecordPermission,
    integrationDocumentManagePermission,
    integrationEvidencePushPermission,
    integrationGoalManagePermission,
    integrationPortfolioReviewHoldPermission,
    integrationProcessChangeReportPermission,
  ]);
}
