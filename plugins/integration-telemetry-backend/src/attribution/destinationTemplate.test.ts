import { bounded, pathTemplate, topicTemplate } from './destinationTemplate';

describe('pathTemplate', () => {
  it.each([
    [
      'https://api.example.com/v2/orders/4711?token=secret#x',
      '/v2/orders/{id}',
    ],
    ['/users/mira.kask@example.com/cart', '/users/{id}/cart'],
    ['/users/mira%40example.com', '/users/{id}'],
    [
      '/orders/3f2b1c9e-8a1d-4c53-9d2e-0a1b2c3d4e5f/lines',
      '/orders/{id}/lines',
    ],
    ['/carts/9f86d081884c7d65', '/carts/{id}'],
    ['/shipments/NF2024112200017', '/shipments/{id}'],
    ['/v3/authorisations', '/v3/authorisations'],
    ['/v2/orders/{order_id}/lines{?page}', '/v2/orders/{order_id}/lines'],
    [
      '/customer-notification-preferences-of-the-shop',
      '/customer-notification-preferences-of-the-shop',
    ],
    ['', '/'],
  ])('stores nothing personal of %s', (path, template) => {
    expect(pathTemplate(path)).toBe(template);
  });
});

describe('topicTemplate', () => {
  it('keeps versions and cuts identifiers', () => {
    expect(topicTemplate('shop.orders.v2')).toBe('shop.orders.v2');
    expect(topicTemplate('reply.9f86d081884c7d65')).toBe('reply.{id}');
  });
});

describe('bounded', () => {
  it('keeps what every database keeps, and no more than fits', () => {
    expect(bounded('a\u0000b\nc')).toBe('abc');
    expect(bounded('x'.repeat(300))).toHaveLength(200);
    expect(bounded(`${'x'.repeat(199)}\u{1f6d2}`)).toBe('x'.repeat(199));
    expect(bounded('\ud83d cart \u{1f6d2}')).toBe(' cart \u{1f6d2}');
  });
});
