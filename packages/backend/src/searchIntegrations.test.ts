import { integrationDocument } from './searchIntegrations';

const integration = {
  apiVersion: 'tieline.dev/v1alpha1',
  kind: 'Integration',
  metadata: {
    name: 'payment-authorise',
    title: 'Authorise a payment',
    description: 'Asks the payment gateway.',
  },
  spec: {
    type: 'api-gateway',
    lifecycle: 'production',
    owner: 'group:default/checkout',
    source: 'web-shop',
    targets: ['payments'],
    via: ['api-gateway'],
    endpoints: [
      {
        name: 'authorise',
        protocol: 'https',
        address: 'https://pay.example.com/v2/authorise',
        role: 'call',
      },
    ],
    dataFlows: [{ data: 'card payments' }],
  },
};

describe('integrationDocument', () => {
  it.each([
    'payment-authorise',
    'Asks the payment gateway.',
    'api-gateway',
    'web-shop',
    'payments',
    'https://pay.example.com/v2/authorise',
    'card payments',
    'group:default/checkout',
  ])('lets an integration be found by %s', text => {
    expect(integrationDocument(integration).text).toContain(text);
  });

  it('keeps what Backstage says of it', () => {
    expect(integrationDocument(integration)).toMatchObject({
      title: 'Authorise a payment',
      kind: 'Integration',
      type: 'api-gateway',
      lifecycle: 'production',
      owner: 'group:default/checkout',
    });
  });

  it('finds an integration with mistakes by what can be read of it', () => {
    const document = integrationDocument({
      ...integration,
      spec: { ...integration.spec, type: 'pigeon', targets: 5 as never },
    });
    expect(document.text).toContain('web-shop');
  });

  it('leaves other kinds to Backstage', () => {
    const document = integrationDocument({
      apiVersion: 'backstage.io/v1alpha1',
      kind: 'System',
      metadata: { name: 'erp', description: 'Keeps the books.' },
      spec: { owner: 'finance' },
    });
    expect(document.text).toBe('Keeps the books.');
  });
});
