import { mockCredentials } from '@backstage/backend-test-utils';
import {
  AuthorizeResult,
  createPermission,
  Permission,
} from '@backstage/plugin-permission-common';
import {
  integrationAlarmReportPermission,
  integrationAlarmRespondPermission,
  integrationAssessmentRunPermission,
  integrationAuditDecidePermission,
  integrationChangeReportPermission,
  integrationChecklistManagePermission,
  integrationChecklistRunPermission,
  integrationContractCheckPermission,
  integrationContractManagePermission,
  integrationContractOverridePermission,
  integrationContractPublishPermission,
  integrationContractReadPermission,
  integrationDecisionRecordPermission,
  integrationDocumentManagePermission,
  integrationDrillManagePermission,
  integrationDriftDismissPermission,
  integrationDriftReadPermission,
  integrationEndingAnswerPermission,
  integrationEndingManagePermission,
  integrationEndingOverridePermission,
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
  integrationRunReportPermission,
  integrationTelemetryIngestPermission,
  integrationTelemetryOperationsReadPermission,
  integrationWaiverAskPermission,
  integrationWaiverDecidePermission,
} from '@tieline/plugin-integrations-common';
import { integrationsPolicyDecision } from './integrationsPolicyDecision';
import { IntegrationsPolicyOptions } from './integrationsPolicyOptions';

const claims = ['user:default/mira.kask', 'group:default/fulfilment'];
const mira = {
  credentials: mockCredentials.user('user:default/mira.kask'),
  info: { userEntityRef: claims[0], ownershipEntityRefs: claims },
};

const open: IntegrationsPolicyOptions = {
  administrators: [],
  readScope: 'all',
};
const administrated: IntegrationsPolicyOptions = {
  administrators: ['group:default/fulfilment'],
  readScope: 'owned',
};

const permission = (
  name: string,
  action?: 'create' | 'read' | 'update' | 'delete',
) => createPermission({ name, attributes: { action } });

const decide = (
  asked: Permission,
  user: typeof mira | undefined = mira,
  options = open,
) => integrationsPolicyDecision({ permission: asked }, user, options).result;

describe('integrationsPolicyDecision', () => {
  it.each<[Permission]>([
    [integrationReadPermission],
    [integrationDriftReadPermission],
    [integrationChecklistRunPermission],
    [integrationAlarmRespondPermission],
    [integrationDecisionRecordPermission],
    [integrationProcessChangeReportPermission],
    [integrationContractReadPermission],
    [integrationContractCheckPermission],
    [permission('catalog.entity.read', 'read')],
    [permission('catalog.location.read', 'read')],
    [permission('catalog.entity.refresh', 'update')],
    [permission('somebody.elses.thing.read', 'read')],
  ])('allows $name to whoever is signed in', asked => {
    expect(decide(asked)).toBe(AuthorizeResult.ALLOW);
  });

  it.each<[Permission]>([
    [permission('catalog.entity.create', 'create')],
    [permission('catalog.entity.delete', 'delete')],
    [permission('catalog.location.create', 'create')],
    [permission('catalog.location.delete', 'delete')],
    [permission('catalog.location.analyze')],
    [permission('somebody.elses.thing.change', 'update')],
    [integrationTelemetryOperationsReadPermission],
    [integrationDriftDismissPermission],
    [integrationWaiverDecidePermission],
    [integrationChecklistManagePermission],
    [integrationGoalManagePermission],
    [integrationAssessmentRunPermission],
    [integrationAuditDecidePermission],
    [integrationDocumentManagePermission],
    [integrationPortfolioReviewHoldPermission],
  ])('allows $name to administrators only', asked => {
    expect(decide(asked)).toBe(AuthorizeResult.DENY);
    expect(decide(asked, mira, administrated)).toBe(AuthorizeResult.ALLOW);
  });

  it.each<[Permission]>([
    [integrationTelemetryIngestPermission],
    [integrationRunReportPermission],
    [integrationAlarmReportPermission],
    [integrationChangeReportPermission],
    [integrationEvidencePushPermission],
  ])('keeps $name from people, administrators included', asked => {
    expect(decide(asked)).toBe(AuthorizeResult.DENY);
    expect(decide(asked, mira, administrated)).toBe(AuthorizeResult.DENY);
  });

  it.each([
    [integrationContractPublishPermission],
    [integrationContractOverridePermission],
    [integrationContractManagePermission],
    [integrationEndingManagePermission],
    [integrationEndingOverridePermission],
    [integrationEndingAnswerPermission],
  ])('leaves $name to the contract’s provider while it has one', asked => {
    expect(integrationsPolicyDecision({ permission: asked }, mira)).toEqual({
      result: AuthorizeResult.CONDITIONAL,
      pluginId: 'integration-contracts',
      resourceType: 'integration-contract',
      conditions: {
        anyOf: [
          {
            rule: 'IS_PROVIDER',
            resourceType: 'integration-contract',
            params: { claims },
          },
          {
            rule: 'HAS_NO_PROVIDER',
            resourceType: 'integration-contract',
            params: undefined,
          },
        ],
      },
    });
    expect(decide(asked, mira, administrated)).toBe(AuthorizeResult.ALLOW);
  });

  it.each([
    [integrationEvidenceAttestPermission],
    [integrationWaiverAskPermission],
    [integrationPilotManagePermission],
    [integrationRegretAcknowledgePermission],
    [integrationInterventionLogPermission],
    [integrationReviewHoldPermission],
    [integrationDrillManagePermission],
    [integrationRunbookConfirmPermission],
  ])('leaves $name to the integration’s owners', asked => {
    expect(integrationsPolicyDecision({ permission: asked }, mira)).toEqual({
      result: AuthorizeResult.CONDITIONAL,
      pluginId: 'integration-governance',
      resourceType: 'integration',
      conditions: {
        rule: 'IS_OWNER',
        resourceType: 'integration',
        params: { claims },
      },
    });
    expect(decide(asked, mira, administrated)).toBe(AuthorizeResult.ALLOW);
  });

  it('allows nothing to whoever is not signed in', () => {
    const { result } = integrationsPolicyDecision(
      { permission: integrationReadPermission },
      undefined,
    );
    expect(result).toBe(AuthorizeResult.DENY);
  });

  describe('where only owned integrations may be read', () => {
    const owned: IntegrationsPolicyOptions = {
      administrators: ['group:default/centre-of-excellence'],
      readScope: 'owned',
    };

    it('asks that one of the reader’s claims owns the integration', () => {
      expect(
        integrationsPolicyDecision(
          { permission: integrationReadPermission },
          mira,
          owned,
        ),
      ).toEqual({
        result: AuthorizeResult.CONDITIONAL,
        pluginId: 'integration-governance',
        resourceType: 'integration',
        conditions: {
          rule: 'IS_OWNER',
          resourceType: 'integration',
          params: { claims },
        },
      });
    });

    it('still shows every integration to administrators', () => {
      expect(decide(integrationReadPermission, mira, administrated)).toBe(
        AuthorizeResult.ALLOW,
      );
    });
  });
});
