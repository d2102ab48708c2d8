import { createApiRef } from '@backstage/core-plugin-api';
import {
  IntegrationContractsApi,
  IntegrationEndingsApi,
} from '@tieline/plugin-integrations-common/contracts';
import {
  IntegrationCostsApi,
  IntegrationDecisionsApi,
  IntegrationGovernanceApi,
  IntegrationImprovementApi,
  IntegrationReviewsApi,
} from '@tieline/plugin-integrations-common/governance';
import { IntegrationTelemetryApi } from '@tieline/plugin-integrations-common/telemetry';

/**
 * Health, series, runs and drift of integrations.
 *
 * @public
 */
export const integrationTelemetryApiRef = createApiRef<IntegrationTelemetryApi>(
  { id: 'plugin.integrations.telemetry' },
);

/**
 * The list that joins health and score, and the scorecard.
 *
 * @public
 */
export const integrationGovernanceApiRef =
  createApiRef<IntegrationGovernanceApi>({
    id: 'plugin.integrations.governance',
  });

/**
 * What changes the scorecard: versions of the checklist, improvement,
 * assessments, audits, and what the organisation answers for the whole.
 *
 * @public
 */
export const integrationImprovementApiRef =
  createApiRef<IntegrationImprovementApi>({
    id: 'plugin.integrations.improvement',
  });

/**
 * Which pattern an integration should have, and what was decided.
 *
 * @public
 */
export const integrationDecisionsApiRef = createApiRef<IntegrationDecisionsApi>(
  { id: 'plugin.integrations.decisions' },
);

/**
 * What integrations cost to run, and what people do by hand.
 *
 * @public
 */
export const integrationCostsApiRef = createApiRef<IntegrationCostsApi>({
  id: 'plugin.integrations.costs',
});

/**
 * Reviews, findings, runbooks and drills.
 *
 * @public
 */
export const integrationReviewsApiRef = createApiRef<IntegrationReviewsApi>({
  id: 'plugin.integrations.reviews',
});

/**
 * Contracts, their versions, and how a change is judged.
 *
 * @public
 */
export const integrationContractsApiRef = createApiRef<IntegrationContractsApi>(
  { id: 'plugin.integrations.contracts' },
);

/**
 * What ends: announced, told, forecast, judged, retired.
 *
 * @public
 */
export const integrationEndingsApiRef = createApiRef<IntegrationEndingsApi>({
  id: 'plugin.integrations.endings',
});
