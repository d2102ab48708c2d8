import { mockApis, renderInTestApp } from '@backstage/frontend-test-utils';
import { permissionApiRef } from '@backstage/plugin-permission-react';
import { screen, waitFor } from '@testing-library/react';
import { integrationProcessChangeReportPermission } from '@tieline/plugin-integrations-common';
import { integrationGovernanceApiRef, integrationReviewsApiRef } from '../apis';
import { testPage } from '../shared/testHealth';
import { permissionsWithout } from '../shared/testPermissions';
import { ReviewsPage } from './ReviewsPage';
import { testDuePage } from './testReviews';

/** In a file of its own: an answer about a permission is kept for some seconds. */
describe('ReviewsPage without permission', () => {
  it('says why somebody may not report a changed process', async () => {
    renderInTestApp(<ReviewsPage />, {
      apis: [
        mockApis.identity(),
        [
          integrationReviewsApiRef,
          { listDueReviews: async () => testDuePage([]) },
        ],
        [
          integrationGovernanceApiRef,
          { listIntegrations: async () => testPage([]) },
        ],
        [
          permissionApiRef,
          permissionsWithout([integrationProcessChangeReportPermission.name]),
        ],
      ],
    });
    const button = await screen.findByRole('button', {
      name: 'A business process changed…',
    });
    await waitFor(() =>
      expect(button).toHaveAccessibleDescription(
        /integration\.process-change\.report/,
      ),
    );
    expect(button).toBeDisabled();
  });
});
