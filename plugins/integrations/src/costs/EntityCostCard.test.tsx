import { renderInTestApp } from '@backstage/frontend-test-utils';
import {
  EntityProvider,
  entityRouteRef,
} from '@backstage/plugin-catalog-react';
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import {
  IntegrationCostsApi,
  RunCost,
} from '@tieline/plugin-integrations-common/governance';
import { integrationCostsApiRef } from '../apis';
import { costsRouteRef } from '../routes';
import { TabFrame } from '../shared/Frame';
import { queryClient } from '../shared/queries';
import { EntityCostCard } from './EntityCostCard';
import { testRunCost, testUnmeasuredCost } from './testCosts';

const entity = {
  apiVersion: 'tieline.dev/v1alpha1',
  kind: 'Integration',
  metadata: { namespace: 'default', name: 'order-events' },
  spec: {},
};

function renderCard(read: () => Promise<RunCost>) {
  const getRunCost = jest.fn(read);
  renderInTestApp(
    <EntityProvider entity={entity}>
      <TabFrame>
        <p>The page</p>
        <EntityCostCard />
      </TabFrame>
    </EntityProvider>,
    {
      mountedRoutes: {
        '/costs': costsRouteRef,
        '/catalog/:namespace/:kind/:name': entityRouteRef,
      },
      apis: [
        [
          integrationCostsApiRef,
          { getRunCost } as Partial<IntegrationCostsApi>,
        ],
      ],
    },
  );
  return getRunCost;
}

describe('EntityCostCard', () => {
  afterEach(() => queryClient.clear());

  it('says what it costs a month and per message, opens into the formula, and leads to the others', async () => {
    renderCard(async () => testRunCost('order-events'));
    const amount = await screen.findByRole('button', {
      name: /^400.€ a month/,
    });
    expect(screen.getByText('300 to 650 €')).toBeVisible();
    expect(screen.getByText('0.0032 €')).toBeVisible();
    expect(screen.getByText(/2 interventions/)).toHaveTextContent(
      '2 interventions, 1 h 15 min',
    );
    expect(
      screen.getByText(
        '1 unit price in it is an example, so it is for comparing only.',
      ),
    ).toBeVisible();
    expect(
      screen.getByRole('link', { name: 'Beside the others' }),
    ).toHaveAttribute('href', '/costs?text=order-events');
    await userEvent.click(amount);
    const dialog = await screen.findByRole('dialog');
    expect(
      await within(dialog).findByText('the broker a year × share × 30 ÷ 365'),
    ).toBeVisible();
  });

  it('says what is not in it because nobody knows it', async () => {
    renderCard(async () => testUnmeasuredCost('order-events'));
    expect(
      await screen.findByText(
        'Nobody knows what went over it and what kafka costs, so that is not in it.',
      ),
    ).toBeVisible();
    expect(screen.getByText('unmeasured')).toBeVisible();
    expect(screen.getByText('nobody logged anything')).toBeVisible();
  });

  it('is not there for who may not read costs', async () => {
    const getRunCost = renderCard(async () => {
      throw Object.assign(new Error('no'), { statusCode: 403 });
    });
    await waitFor(() => expect(getRunCost).toHaveBeenCalled());
    await waitFor(() =>
      expect(
        screen.queryByRole('heading', { name: 'Run cost' }),
      ).not.toBeInTheDocument(),
    );
    expect(screen.getByText('The page')).toBeVisible();
  });

  it('says what failed', async () => {
    renderCard(async () => {
      throw new Error('The database is gone.');
    });
    expect(await screen.findByRole('alert')).toHaveTextContent(
      'The cost of this integration could not be read',
    );
  });
});
