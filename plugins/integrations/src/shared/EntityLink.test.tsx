import { renderInTestApp } from '@backstage/frontend-test-utils';
import { entityRouteRef } from '@backstage/plugin-catalog-react';
import { screen } from '@testing-library/react';
import { EntityLink, shortName } from './EntityLink';

it('the short name of what is no reference is the text itself', () => {
  expect(shortName('system:default/erp')).toBe('erp');
  expect(shortName('billing')).toBe('billing');
  expect(shortName('system:')).toBe('system:');
});

describe('a link to an entity', () => {
  const show = (entityRef: string) =>
    renderInTestApp(<EntityLink entityRef={entityRef} />, {
      mountedRoutes: { '/catalog/:namespace/:kind/:name': entityRouteRef },
    });

  it('leads to its page', async () => {
    show('user:default/mira.kask');
    expect(
      await screen.findByRole('link', { name: /mira\.kask/ }),
    ).toHaveAttribute('href', '/catalog/default/user/mira.kask');
  });

  it.each(['x', '', 'user:', '/', 'user:a/'])(
    'is text where “%s” is no reference, and takes nothing else down',
    async text => {
      renderInTestApp(
        <p data-testid="line">
          by <EntityLink entityRef={text} />.
        </p>,
        {
          mountedRoutes: { '/catalog/:namespace/:kind/:name': entityRouteRef },
        },
      );
      expect((await screen.findByTestId('line')).textContent).toBe(
        `by ${text}.`,
      );
      expect(screen.queryByRole('link')).not.toBeInTheDocument();
    },
  );
});
