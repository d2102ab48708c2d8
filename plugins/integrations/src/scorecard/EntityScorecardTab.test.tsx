import { mockApis, renderInTestApp } from '@backstage/frontend-test-utils';
import {
  EntityProvider,
  entityRouteRef,
} from '@backstage/plugin-catalog-react';
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { IntegrationGovernanceApi } from '@tieline/plugin-integrations-common/governance';
import { integrationGovernanceApiRef } from '../apis';
import { queryClient } from '../shared/queries';
import { EntityScorecardTab } from './EntityScorecardTab';
import { testScorecard } from './testScorecard';

const entity = {
  apiVersion: 'tieline.dev/v1alpha1',
  kind: 'Integration',
  metadata: { name: 'order-events', namespace: 'default' },
};

function renderTab(api: Partial<IntegrationGovernanceApi> = {}, path = '/') {
  renderInTestApp(
    <EntityProvider entity={entity}>
      <EntityScorecardTab />
    </EntityProvider>,
    {
      initialRouteEntries: [path],
      mountedRoutes: { '/catalog/:namespace/:kind/:name': entityRouteRef },
      apis: [
        [
          integrationGovernanceApiRef,
          { getIntegrationScorecard: async () => testScorecard(), ...api },
        ],
        mockApis.permission(),
      ],
    },
  );
}

describe('EntityScorecardTab', () => {
  afterEach(() => queryClient.clear());

  it('opens what is not yet answered first, with reason, evidence and next step', async () => {
    renderTab();
    const toggles = await screen.findAllByRole('button', { name: /^\d\. / });
    expect(toggles).toHaveLength(8);
    expect(toggles[0]).toHaveTextContent('5. Failure handling');
    expect(toggles[0]).toHaveTextContent('not yet');
    expect(toggles[0]).toHaveTextContent('since 12 Nov');
    expect(toggles[0]).toHaveAttribute('aria-expanded', 'true');
    expect(toggles[1]).toHaveTextContent('4. Delivery');
    expect(toggles[1]).toHaveAttribute('aria-expanded', 'false');
    expect(screen.getByText('It retries without end.')).toBeVisible();
    expect(screen.getByText('41 attempts of one call')).toBeVisible();
    expect(
      screen.getByRole('link', { name: 'telemetry (spans, caller)' }),
    ).toHaveAttribute(
      'href',
      '/catalog/default/integration/order-events/health',
    );
    expect(
      screen.getByText(/reached Mira Kask/, { selector: 'p' }),
    ).not.toBeVisible();
  });

  it('keeps the parts of the score apart', async () => {
    renderTab();
    expect(await screen.findByText('questions answered yes')).toBeVisible();
    expect(screen.getByText(/1 not yet, 1 unmeasured/)).toBeVisible();
  });

  it('opens the question that a link names, and lets no odd address be opened', async () => {
    renderTab({}, '/?question=delivery');
    const delivery = await screen.findByRole('button', { name: /^4\. / });
    expect(delivery).toHaveAttribute('aria-expanded', 'true');
    expect(screen.getByRole('button', { name: /^5\. / })).toHaveAttribute(
      'aria-expanded',
      'false',
    );
    expect(screen.getByText('Next: Odd')).toBeVisible();
    await userEvent.click(delivery);
    expect(delivery).toHaveAttribute('aria-expanded', 'false');
  });

  it('tells what changed, newest first, and first judgements in one line', async () => {
    renderTab();
    const list = await screen.findByText(/because: It retries without end/);
    const items = within(list.closest('ol')!).getAllByRole('listitem');
    expect(items[0]).toHaveTextContent(
      'Bounded retries: pass → fail, because: It retries without end',
    );
    expect(items[1]).toHaveTextContent('3 checks judged for the first time');
    expect(items).toHaveLength(2);
  });

  it('runs the checklist for this integration only', async () => {
    const evaluation = {
      id: 'e1',
      startedAt: '2026-11-22T10:00:00.000Z',
      finishedAt: '2026-11-22T10:00:01.000Z',
      total: 1,
      done: 1,
      changed: 0,
    };
    const runChecklist = jest.fn(async () => evaluation);
    renderTab({ runChecklist, getEvaluation: async () => evaluation });
    const button = await screen.findByRole('button', {
      name: 'Run the checklist',
    });
    await waitFor(() => expect(button).toBeEnabled());
    await userEvent.click(button);
    expect(
      await screen.findByText('1 integration judged, 0 changed.'),
    ).toBeVisible();
    expect(runChecklist).toHaveBeenCalledWith({
      entityRefs: ['integration:default/order-events'],
    });
  });

  it('says what failed and tries again', async () => {
    const getIntegrationScorecard = jest
      .fn()
      .mockRejectedValueOnce(new Error('No answer'))
      .mockResolvedValue(testScorecard());
    renderTab({ getIntegrationScorecard });
    await userEvent.click(await screen.findByRole('button', { name: 'Retry' }));
    expect(await screen.findByText('It retries without end.')).toBeVisible();
  });
});
