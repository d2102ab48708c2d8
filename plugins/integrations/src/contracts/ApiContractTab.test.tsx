import { EntityProvider } from '@backstage/plugin-catalog-react';
import { screen } from '@testing-library/react';
import { IntegrationContractsApi } from '@tieline/plugin-integrations-common/contracts';
import { queryClient } from '../shared/queries';
import { ApiContractTab } from './ApiContractTab';
import { renderContracts } from './__testUtils__/renderContracts';
import { testContract } from './testContracts';

const entity = {
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'API',
  metadata: { name: 'Orders', namespace: 'default' },
};

function renderTab(getContract: IntegrationContractsApi['getContract']) {
  renderContracts(
    <EntityProvider entity={entity}>
      <ApiContractTab />
    </EntityProvider>,
    { getContract },
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

  it('says when a version will be there where none is yet', async () => {
    renderTab(async () => {
      throw Object.assign(new Error('No such contract'), { statusCode: 404 });
    });
    expect(
      await screen.findByText(/No version of this API is known yet/),
    ).toBeVisible();
  });
});
