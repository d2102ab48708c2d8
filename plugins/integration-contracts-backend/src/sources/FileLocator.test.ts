import { ConfigReader } from '@backstage/config';
import { ScmIntegrations } from '@backstage/integration';
import { integration } from '../__testUtils__/landscape';
import { FileLocator } from './FileLocator';

const locator = new FileLocator({
  integrations: ScmIntegrations.fromConfig(new ConfigReader({})),
});

const FILE = 'url:https://github.com/shop/orders/blob/main/catalog/all.yaml';

function locate(
  name: string,
  readFrom: string | undefined = FILE,
  source?: string,
) {
  const entity = integration('orders');
  entity.metadata.annotations = {
    'backstage.io/managed-by-location': readFrom,
    ...(source && { 'backstage.io/source-location': source }),
  };
  const found = locator.locate(entity, name);
  return 'url' in found ? found.url : found.problem;
}

describe('a file that an entity names', () => {
  it.each([
    ['orders.json', 'tree/main/catalog/orders.json'],
    ['./a/orders.json', 'tree/main/catalog/a/orders.json'],
    ['../orders.json', 'tree/main/orders.json'],
    ['/orders.json', 'tree/main/orders.json'],
    [
      'https://github.com/shop/orders/blob/v2/orders.json',
      'blob/v2/orders.json',
    ],
  ])('called %s is in the entity’s repository', (name, path) => {
    expect(locate(name)).toBe(`https://github.com/shop/orders/${path}`);
  });

  it('is relative to the source location, where that is in the same repository', () => {
    const source = 'url:https://github.com/shop/orders/tree/main/specs/';
    expect(locate('orders.json', FILE, source)).toBe(
      'https://github.com/shop/orders/tree/main/specs/orders.json',
    );
    // Whoever writes an entity can write this, too.
    const other = 'url:https://github.com/secret/plans/tree/main/';
    expect(locate('orders.json', FILE, other)).toBe(
      'https://github.com/shop/orders/tree/main/catalog/orders.json',
    );
  });

  it('may be anywhere that is read without the portal’s credentials', () => {
    expect(locate('https://schemas.example/orders.json')).toBe(
      'https://schemas.example/orders.json',
    );
    const plain = 'url:https://files.example/shop/all.yaml';
    expect(locate('../orders.json', plain)).toBe(
      'https://files.example/orders.json',
    );
  });

  it.each([
    ['https://github.com/secret/plans/blob/main/plan.json', FILE],
    ['../../../../../secret/plans/blob/main/plan.json', FILE],
    ['../../../../plan.json', FILE],
    ['https://github.com/shop/orders/blob/main/a.json', 'file:/srv/all.yaml'],
    [
      'https://github.com/shop/orders/blob/main/a.json',
      'url:https://files.example/all.yaml',
    ],
  ])('%s is not fetched for an entity from %s', (name, readFrom) => {
    expect(locate(name, readFrom)).toMatch(
      /is not in the repository that the entity was read from.*publish the contract from a pipeline\.$/,
    );
  });

  it.each([
    ['file:///etc/passwd', /is no address that can be fetched/],
    ['https://me:secret@schemas.example/a.json', /without credentials/],
    ['a/..%2f..%2f..%2fb.json', /encoded slashes/],
    [`https://schemas.example/${'a'.repeat(2_000)}`, /longer than 2000/],
  ])('%s is refused', (name, problem) => {
    expect(locate(name)).toMatch(problem);
  });

  it('by a path is nowhere, where the entity is on a disk and says no source', () => {
    expect(locate('layouts/a.json', 'file:/srv/catalog/all.yaml')).toMatch(
      /is a path, and the entity was not read from an address/,
    );
    expect(
      locate(
        'layouts/a.json',
        'file:/srv/catalog/all.yaml',
        'url:https://github.com/shop/orders/tree/main/',
      ),
    ).toBe('https://github.com/shop/orders/tree/main/layouts/a.json');
  });
});
