import { currentHref } from './navigation';

const hrefs = [
  '/',
  '/integrations',
  '/integrations/health',
  '/scorecard',
  '/decisions',
  '/catalog',
];

describe('currentHref', () => {
  it.each([
    ['/', '/'],
    ['/integrations', '/integrations'],
    ['/integrations/health', '/integrations/health'],
    ['/catalog/default/system/erp', '/catalog'],
    ['/catalog/default/integration/order-events/health', '/integrations'],
    ['/checklist', '/scorecard'],
    ['/decide', '/decisions'],
    ['/decisions/7', '/decisions'],
    ['/scorecards-of-somebody-else', undefined],
  ])('on %s marks %s', (pathname, expected) => {
    expect(currentHref(pathname, hrefs)).toBe(expected);
  });
});
