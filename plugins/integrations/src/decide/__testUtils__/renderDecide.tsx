import { mockApis, renderInTestApp } from '@backstage/frontend-test-utils';
import { entityRouteRef } from '@backstage/plugin-catalog-react';
import { permissionApiRef } from '@backstage/plugin-permission-react';
import {
  IntegrationDecisionsApi,
  IntegrationGovernanceApi,
  RecommendationRequest,
} from '@tieline/plugin-integrations-common/governance';
import { useLocation, useNavigate } from 'react-router-dom';
import {
  integrationDecisionsApiRef,
  integrationGovernanceApiRef,
} from '../../apis';
import { decideRouteRef } from '../../routes';
import { testPage } from '../../shared/testHealth';
import { permissionsWithout } from '../../shared/testPermissions';
import { DecidePage } from '../DecidePage';
import {
  testKnownProfile,
  testMatrix,
  testRecommendation,
} from '../testDecide';

/** A page with a ranking. */
export const ANSWERED =
  '/decide?interaction=event&volumePerDay=9000&consumers=3';

/** The address as a link to the page has it, and the browser's Back. */
function Browser() {
  const { search } = useLocation();
  const navigate = useNavigate();
  return (
    <>
      <output aria-label="Address">{decodeURIComponent(search)}</output>
      <button type="button" onClick={() => navigate(-1)}>
        Back
      </button>
    </>
  );
}

/** Renders the page for a test, with the address beside it. */
export function renderDecide(
  options: {
    path?: string;
    api?: Partial<IntegrationDecisionsApi>;
    denied?: string[];
    governance?: Partial<IntegrationGovernanceApi>;
  } = {},
) {
  const recommend = jest.fn(
    options.api?.recommend ??
      (async ({ profile }: RecommendationRequest) =>
        testRecommendation(
          profile,
          profile.volumePerDay < 6_200
            ? ['ipaas', 'api-gateway', 'event-driven']
            : ['event-driven', 'ipaas', 'api-gateway'],
        )),
  );
  const getProfile = jest.fn(
    options.api?.getProfile ?? (async () => testKnownProfile()),
  );
  renderInTestApp(
    <>
      <Browser />
      <DecidePage />
    </>,
    {
      initialRouteEntries: [options.path ?? '/decide'],
      mountedRoutes: {
        '/decide': decideRouteRef,
        '/catalog/:namespace/:kind/:name': entityRouteRef,
      },
      apis: [
        mockApis.identity({ userEntityRef: 'user:default/mira.kask' }),
        [permissionApiRef, permissionsWithout(options.denied ?? [])],
        [
          integrationGovernanceApiRef,
          {
            listIntegrations: async () => testPage([]),
            ...options.governance,
          } as Partial<IntegrationGovernanceApi>,
        ],
        [
          integrationDecisionsApiRef,
          {
            getDecisionMatrix: async () => testMatrix,
            ...options.api,
            recommend,
            getProfile,
          } as Partial<IntegrationDecisionsApi>,
        ],
      ],
    },
  );
  return { recommend, getProfile };
}
