import { EntityProvider } from '@backstage/plugin-catalog-react';
import { screen } from '@testing-library/react';
import {
  IntegrationContractsApi,
  IntegrationEndingsApi,
} from '@tieline/plugin-integrations-common/contracts';
import { testEndingSummary } from '../deprecations/testEndings';
import { queryClient } from '../shared/queries';
import { ApiContractTab } from './ApiContractTab';
import { renderContracts } from './__testUtils__/renderContracts';
import { testContract } from './testContracts';

const entity = {
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'API',
  metadata: { name: 'Orders', namespace: 'default' },
};

function renderTab(
  getContract: IntegrationContractsApi['getContract'],
  endings: Partial<IntegrationEndingsApi> = {},
) {
  renderContracts(
    <EntityProvider entity={entity}>
      <ApiContractTab />
    </EntityProvider>,
    { getContract },
    { endings },
  );
}

describe('ApiContractTab', () => {
  afterEach(() => queryClient.clear());

  it('shows the versions, verdict and consumers of the API’s contract, and leads to it', async () => {
    const getContract = jest.fn(async () => testContract('orders'));
    renderTab(getContract);
    expect(
      await screen.findByRole('link', { name: 'Open the contract' }),
    ).toHaveAttribute(
      'href',
      '/contracts?contract=catalog%2Fapi%3Adefault%2Forders',
    );
    expect(screen.getByText('Agreed with finance')).toBeVisible();
    expect(screen.getByRole('link', { name: 'Orders to ERP' })).toBeVisible();
    expect(getContract).toHaveBeenCalledWith(
      { registry: 'catalog', subject: 'api:default/orders' },
      expect.anything(),
    );
  });

  it('leads to what is announced of a version’s end', async () => {
    const contract = { registry: 'catalog', subject: 'api:default/orders' };
    const ending = testEndingSummary({
      subject: { kind: 'version', contract, version: '1.0.0' },
    });
    renderTab(async () => testContract('orders'), {
      listEndings: async () => ({
        items: [ending],
        totalItems: 1,
        statuses: [],
        asOf: '2025-11-18T09:53:00.000Z',
      }),
    });
    expect(
      await screen.findByRole('link', { name: 'Who is still there' }),
    ).toHaveAttribute('href', '/deprecations?ending=7');
  });

  it('says when a version will be there where none is yet', async () => {
    renderTab(async () => {
      throw Object.assign(new Error('No such contract'), { statusCode: 404 });
    });
    expect(
      await screen.findByText(/No version of this API is known yet/),
    ).toBeVisible();
  });
});
