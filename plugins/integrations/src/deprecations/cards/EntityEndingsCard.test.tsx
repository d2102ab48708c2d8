import { Entity, stringifyEntityRef } from '@backstage/catalog-model';
import { EntityProvider } from '@backstage/plugin-catalog-react';
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import {
  EndingSummary,
  IntegrationEndingsApi,
  ListEndingsRequest,
} from '@tieline/plugin-integrations-common/contracts';
import { useState } from 'react';
import { renderContracts } from '../../contracts/__testUtils__/renderContracts';
import { queryClient } from '../../shared/queries';
import { testConsumer, testEnding, testEndingSummary } from '../testEndings';
import { EntityEndingsCard } from './EntityEndingsCard';

const entity: Entity = {
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'System',
  metadata: { name: 'support' },
  relations: [{ type: 'hasPart', targetRef: 'component:default/support-desk' }],
};

const pageOf = (items: EndingSummary[]) => ({
  items,
  totalItems: items.length,
  statuses: [],
  asOf: '2026-11-27T10:00:00.000Z',
});

async function render(endings: Partial<IntegrationEndingsApi>) {
  renderContracts(
    <EntityProvider entity={entity}>
      <p>Other cards</p>
      <EntityEndingsCard />
    </EntityProvider>,
    {},
    { endings },
  );
  return screen.findByText('Other cards');
}

describe('EntityEndingsCard', () => {
  afterEach(() => queryClient.clear());

  it('says by when what is used ends, what to use instead, and what to do', async () => {
    const listEndings = jest.fn(async () =>
      pageOf([
        testEndingSummary({
          sunsetAt: '2020-12-31T12:00:00.000Z',
          note: 'Call `v2` **before** the books close.',
          replacement: { kind: 'other', text: 'The carrier’s own API' },
          consumers: [
            testConsumer('support-desk', {
              entityRef: 'component:default/support-desk',
            }),
            testConsumer('web-shop', {
              id: 2,
              ownerRef: 'group:default/checkout',
            }),
          ],
        }),
      ]),
    );
    await render({ listEndings });
    const item = (
      await screen.findByRole('link', { name: 'Shipping API 1.9.4' })
    ).closest('li')!;
    expect(
      within(item).getByRole('link', { name: 'Shipping API 1.9.4' }),
    ).toHaveAttribute('href', '/deprecations?ending=7');
    expect(within(item).getByText(/ended 31 Dec 2020/)).toBeVisible();
    expect(item).toHaveTextContent('Instead: The carrier’s own API');
    expect((await within(item).findByText('before')).tagName).toBe('STRONG');
    expect(item).toHaveTextContent('support-desk uses it; not answered yet');
    expect(item).not.toHaveTextContent('web-shop');
    expect(listEndings).toHaveBeenCalledWith(
      expect.objectContaining({ consumer: ['system:default/support'] }),
      expect.anything(),
    );
  });

  it('lets whoever may answer do so, and nobody else', async () => {
    const answerEnding = jest.fn(async () => testEnding());
    await render({
      answerEnding,
      listEndings: async () =>
        pageOf([
          testEndingSummary({
            consumers: [
              testConsumer('support-desk', {
                id: 3,
                entityRef: 'component:default/support-desk',
              }),
              testConsumer('support-mail', {
                id: 4,
                ownerRef: 'system:default/support',
                mayAnswer: false,
              }),
            ],
          }),
        ]),
    });
    expect(await screen.findByText('support-mail')).toBeVisible();
    expect(
      screen.queryByRole('button', { name: /support-mail/ }),
    ).not.toBeInTheDocument();
    await userEvent.click(
      screen.getByRole('button', {
        name: 'Answer for support-desk about Shipping API 1.9.4',
      }),
    );
    const dialog = within(await screen.findByRole('dialog'));
    await userEvent.click(dialog.getByRole('button', { name: 'Answer' }));
    await waitFor(() => expect(answerEnding).toHaveBeenCalledWith(7, 3, {}));
  });

  it('leaves it to its own card that the entity itself ends', async () => {
    const listEndings = jest.fn(async () =>
      pageOf([
        testEndingSummary({
          title: 'Itself',
          subject: {
            kind: 'integration',
            integrationRef: stringifyEntityRef(entity),
          },
        }),
        testEndingSummary({ id: 8 }),
      ]),
    );
    await render({ listEndings });
    await screen.findByRole('link', { name: 'Shipping API 1.9.4' });
    expect(screen.queryByText('Itself')).toBeNull();
  });

  it('is not there where nothing that is used ends', async () => {
    const listEndings = jest.fn(async () => pageOf([]));
    const sibling = await render({ listEndings });
    await waitFor(() => expect(listEndings).toHaveBeenCalled());
    await waitFor(() => expect(queryClient.isFetching()).toBe(0));
    expect(sibling.nextElementSibling).toBeNull();
  });

  it('never shows what another entity uses while its own is read', async () => {
    const other = { ...entity, metadata: { name: 'billing' } };
    const listEndings = jest.fn(
      async ({ consumer }: ListEndingsRequest = {}) =>
        consumer?.includes('system:default/support')
          ? pageOf([testEndingSummary()])
          : new Promise<never>(() => {}),
    );
    function Pages() {
      const [shown, setShown] = useState(entity);
      return (
        <EntityProvider entity={shown}>
          <button type="button" onClick={() => setShown(other)}>
            Go on
          </button>
          <EntityEndingsCard />
        </EntityProvider>
      );
    }
    renderContracts(<Pages />, {}, { endings: { listEndings } });
    expect(
      await screen.findByRole('link', { name: 'Shipping API 1.9.4' }),
    ).toBeVisible();
    await userEvent.click(screen.getByRole('button', { name: 'Go on' }));
    await waitFor(() => expect(listEndings).toHaveBeenCalledTimes(2));
    expect(
      screen.queryByRole('link', { name: 'Shipping API 1.9.4' }),
    ).not.toBeInTheDocument();
  });

  it.each([
    ['for who may not read contracts', 403],
    ['in a portal without contracts', 404],
  ])('is not there %s', async (_, statusCode) => {
    const listEndings = jest.fn(async () => {
      throw Object.assign(new Error('No'), { statusCode });
    });
    const sibling = await render({ listEndings });
    await waitFor(() => expect(listEndings).toHaveBeenCalled());
    await waitFor(() => expect(queryClient.isFetching()).toBe(0));
    expect(sibling.nextElementSibling).toBeNull();
  });

  it('says so where nobody can tell whether anything ends', async () => {
    await render({
      listEndings: async () => {
        throw new Error('No answer');
      },
    });
    expect(await screen.findByRole('alert')).toHaveTextContent('No answer');
  });
});
