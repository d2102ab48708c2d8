import { mockApis, renderInTestApp } from '@backstage/frontend-test-utils';
import { entityRouteRef } from '@backstage/plugin-catalog-react';
import { permissionApiRef } from '@backstage/plugin-permission-react';
import {
  BuildOrBuyRequest,
  IntegrationDecisionsApi,
  IntegrationGovernanceApi,
} from '@tieline/plugin-integrations-common/governance';
import { Route, Routes, useLocation, useNavigate } from 'react-router-dom';
import {
  integrationDecisionsApiRef,
  integrationGovernanceApiRef,
} from '../../apis';
import {
  decideRouteRef,
  decisionRouteRef,
  decisionsRouteRef,
} from '../../routes';
import { testPage } from '../../shared/testHealth';
import { permissionsWithout } from '../../shared/testPermissions';
import { DecisionPage } from '../DecisionPage';
import { DecisionsPage } from '../DecisionsPage';
import {
  testBuildOrBuy,
  testDecisionPage,
  testReconsiderationPage,
  testRegretPage,
} from '../testDecisions';

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

/** Renders the page of decisions, or of one, for a test, with the address beside it. */
export function renderDecisions(
  options: {
    path?: string;
    api?: Partial<IntegrationDecisionsApi>;
    governance?: Partial<IntegrationGovernanceApi>;
  } = {},
) {
  const listDecisions = jest.fn(
    options.api?.listDecisions ?? (async () => testDecisionPage([])),
  );
  const listRegrets = jest.fn(
    options.api?.listRegrets ?? (async () => testRegretPage([])),
  );
  const listReconsiderations = jest.fn(
    options.api?.listReconsiderations ??
      (async () => testReconsiderationPage([])),
  );
  const weighBuildOrBuy = jest.fn(
    options.api?.weighBuildOrBuy ??
      (async (_: BuildOrBuyRequest) => testBuildOrBuy()),
  );
  renderInTestApp(
    <>
      <Browser />
      <Routes>
        <Route path="/decisions" element={<DecisionsPage />} />
        <Route path="/decisions/:id" element={<DecisionPage />} />
      </Routes>
    </>,
    {
      initialRouteEntries: [options.path ?? '/decisions'],
      mountedRoutes: {
        '/decide': decideRouteRef,
        '/decisions': decisionsRouteRef,
        '/decisions/:id': decisionRouteRef,
        '/catalog/:namespace/:kind/:name': entityRouteRef,
      },
      apis: [
        mockApis.identity({
          userEntityRef: 'user:default/mira.kask',
          ownershipEntityRefs: ['group:default/fulfilment'],
        }),
        [permissionApiRef, permissionsWithout([])],
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
            getRegret: async () => {
              throw Object.assign(new Error('It holds'), { statusCode: 404 });
            },
            ...options.api,
            listDecisions,
            listRegrets,
            listReconsiderations,
            weighBuildOrBuy,
          } as Partial<IntegrationDecisionsApi>,
        ],
      ],
    },
  );
  return { listDecisions, listRegrets, listReconsiderations, weighBuildOrBuy };
}
