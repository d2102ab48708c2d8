import { EntityProvider } from '@backstage/plugin-catalog-react';
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { EndingSummary } from '@tieline/plugin-integrations-common/contracts';
import { renderContracts } from '../../contracts/__testUtils__/renderContracts';
import { TabFrame } from '../../shared/Frame';
import { queryClient } from '../../shared/queries';
import { testEndingSummary } from '../testEndings';
import { IntegrationEndCard } from './IntegrationEndCard';

const entity = {
  apiVersion: 'tieline.dev/v1alpha1',
  kind: 'Integration',
  metadata: { name: 'order-to-erp', namespace: 'default' },
};

const subject = {
  kind: 'integration' as const,
  integrationRef: 'integration:default/order-to-erp',
};

function render(lifecycle: string, items: EndingSummary[]) {
  const listEndings = jest.fn(async () => ({
    items,
    totalItems: items.length,
    statuses: [],
    asOf: '2026-11-27T10:00:00.000Z',
  }));
  renderContracts(
    <EntityProvider entity={entity}>
      <TabFrame>
        <IntegrationEndCard lifecycle={lifecycle} />
      </TabFrame>
    </EntityProvider>,
    {},
    { endings: { listEndings } },
  );
  return listEndings;
}

describe('IntegrationEndCard', () => {
  afterEach(() => queryClient.clear());

  it('says that the integration ends, by when, and whether it is safe to retire', async () => {
    const listEndings = render('production', [
      testEndingSummary({ subject, sunsetAt: '2020-12-31T12:00:00.000Z' }),
    ]);
    expect(await screen.findByText(/^It ended 31 Dec 2020/)).toBeVisible();
    expect(
      screen.getByText(/No: support-desk was seen 4 minutes ago/),
    ).toBeVisible();
    expect(
      screen.getByRole('link', { name: /Who is still there/ }),
    ).toHaveAttribute('href', '/deprecations?ending=7');
    expect(listEndings).toHaveBeenCalledWith(
      { integration: 'integration:default/order-to-erp', past: true },
      expect.anything(),
    );
  });

  it('asks to announce the end of what is deprecated without one', async () => {
    render('deprecated', [
      testEndingSummary({
        subject,
        status: 'withdrawn',
        overAt: '2026-10-01T00:00:00.000Z',
      }),
    ]);
    const button = await screen.findByRole('button', {
      name: 'Announce its end…',
    });
    await waitFor(() => expect(button).toBeEnabled());
    await userEvent.click(button);
    const dialog = within(await screen.findByRole('dialog'));
    expect(
      dialog.getByRole('heading', { name: 'Deprecate order-to-erp' }),
    ).toBeVisible();
    expect(dialog.getByLabelText('Replacement')).toHaveValue('integration');
  });

  it('says what is left to do in the YAML of one that is retired', async () => {
    render('deprecated', [
      testEndingSummary({
        subject,
        status: 'retired',
        overAt: '2020-10-01T12:00:00.000Z',
      }),
    ]);
    expect(
      await screen.findByText(/It was retired on 1 Oct 2020/),
    ).toHaveTextContent('spec.lifecycle: retired');
  });

  it('is not there for one that stays', async () => {
    const listEndings = render('production', []);
    await waitFor(() => expect(listEndings).toHaveBeenCalled());
    await waitFor(() => expect(queryClient.isFetching()).toBe(0));
    expect(screen.queryByRole('heading')).not.toBeInTheDocument();
  });
});
