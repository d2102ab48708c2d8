import { Entity } from '@backstage/catalog-model';
import { ServiceResolver } from './ServiceResolver';

const entity = (
  kind: string,
  name: string,
  services?: string,
  system?: string,
): Entity => ({
  apiVersion: 'backstage.io/v1alpha1',
  kind,
  metadata: {
    name,
    annotations: services ? { 'tieline.dev/otel-services': services } : {},
  },
  relations: system
    ? [{ type: 'partOf', targetRef: `system:default/${system}` }]
    : [],
});

describe('ServiceResolver', () => {
  const resolver = new ServiceResolver([
    entity(
      'Component',
      'checkout-api',
      'shop/checkout, checkout-v2',
      'web-shop',
    ),
    entity('Component', 'erp-order-api', undefined, 'erp'),
    entity('System', 'crm', 'crm-suite'),
  ]);

  it('prefers the annotation, with its namespace', () => {
    expect(resolver.resolve('checkout', 'shop')).toBe(
      'component:default/checkout-api',
    );
    expect(resolver.resolve('checkout', 'other')).toBeUndefined();
    expect(resolver.resolve('checkout-v2', 'any')).toBe(
      'component:default/checkout-api',
    );
    expect(resolver.resolve('crm-suite')).toBe('system:default/crm');
  });

  it('falls back to a component of that name, and to nothing', () => {
    expect(resolver.resolve('erp-order-api')).toBe(
      'component:default/erp-order-api',
    );
    expect(resolver.resolve('report-old')).toBeUndefined();
  });

  it('knows the system of what it found', () => {
    expect(resolver.systemOf('component:default/erp-order-api')).toBe(
      'system:default/erp',
    );
    expect(resolver.systemOf('system:default/crm')).toBe('system:default/crm');
    expect(resolver.systemOf('component:default/none')).toBeUndefined();
  });
});
