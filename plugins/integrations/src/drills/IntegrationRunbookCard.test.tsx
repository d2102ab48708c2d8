import { EntityProvider } from '@backstage/plugin-catalog-react';
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { queryClient } from '../shared/queries';
import { IntegrationRunbookCard } from './IntegrationRunbookCard';
import { renderDrills } from './__testUtils__/renderDrills';
import { POISON, testMode, testRunbook } from './testDrills';

const entity = {
  apiVersion: 'tieline.dev/v1alpha1',
  kind: 'Integration',
  metadata: { namespace: 'default', name: 'order-events' },
};

const renderCard = (api: Parameters<typeof renderDrills>[1]) =>
  renderDrills(
    <EntityProvider entity={entity}>
      <IntegrationRunbookCard />
    </EntityProvider>,
    api,
  );

describe('IntegrationRunbookCard', () => {
  afterEach(() => queryClient.clear());

  it('says whether the runbook can be reached, who confirmed it, and what it covers', async () => {
    renderCard({
      getRunbook: async () =>
        testRunbook({
          reachable: {
            result: 'unreachable',
            detail: 'The page answered with 404.',
            at: '2026-11-27T09:00:00.000Z',
            since: '2026-11-26T09:00:00.000Z',
          },
          confirmation: {
            by: 'user:default/mira.kask',
            at: '2026-01-10T09:00:00.000Z',
            until: '2127-01-10T09:00:00.000Z',
            note: 'Used it on Tuesday.',
            covers: ['consumer-down'],
          },
          modes: [
            { ...testMode(), isCovered: true, lastDrilledOn: '2025-03-01' },
            { ...POISON, isCovered: false },
          ],
        }),
    });
    expect(await screen.findByText('unreachable')).toBeVisible();
    expect(screen.getByText(/The page answered with 404/)).toBeVisible();
    expect(screen.getByText(/until 10 Jan 2127/)).toBeVisible();
    expect(screen.getByText('Used it on Tuesday.')).toBeVisible();
    expect(screen.getByRole('link', { name: 'Runbook' })).toHaveAttribute(
      'href',
      'https://wiki.example.com/runbook',
    );
    const [covered, missing] = within(
      screen.getByRole('list', { name: 'Failures' }),
    ).getAllByRole('listitem');
    expect(covered).toHaveTextContent(/^Consumer downcovered.*1 Mar 2025/);
    expect(missing).toHaveTextContent(
      'Poison messagenot coveredlast drilled: never',
    );
    expect(
      screen.getByRole('link', { name: 'All its drills' }),
    ).toHaveAttribute(
      'href',
      '/drills?view=drills&integration=default%2Forder-events',
    );
    expect(screen.getByRole('button', { name: 'Plan drill…' })).toBeVisible();
  });

  it('does not call uncovered what nobody has confirmed', async () => {
    renderCard({ getRunbook: async () => testRunbook() });
    const failures = within(
      await screen.findByRole('list', { name: 'Failures' }),
    ).getAllByRole('listitem');
    expect(failures).toHaveLength(2);
    failures.forEach(failure =>
      expect(failure).toHaveTextContent('not confirmed'),
    );
  });

  it('calls nothing good that nobody looked at, confirmed, or may ask for', async () => {
    renderCard({ getRunbook: async () => testRunbook() });
    expect(await screen.findByText('not looked at yet')).toBeVisible();
    expect(
      screen.getByText('nobody confirmed that it is useful'),
    ).toBeVisible();
  });

  it('says that a confirmation ran out', async () => {
    renderCard({
      getRunbook: async () =>
        testRunbook({
          confirmation: {
            by: 'user:default/mira.kask',
            at: '2020-01-10T09:00:00.000Z',
            until: '2021-01-10T09:00:00.000Z',
            covers: [],
          },
        }),
    });
    expect(await screen.findByText(/^ran out on 10 Jan 2021/)).toBeVisible();
  });

  it('confirms what the runbook covers', async () => {
    const confirmRunbook = jest.fn(async () => testRunbook());
    renderCard({
      getRunbook: async () =>
        testRunbook({
          confirmation: {
            by: 'user:default/mira.kask',
            at: '2026-01-10T09:00:00.000Z',
            until: '2127-01-10T09:00:00.000Z',
            covers: ['consumer-down', 'gone'],
          },
        }),
      confirmRunbook,
    });
    await userEvent.click(
      await screen.findByRole('button', { name: 'Confirm runbook…' }),
    );
    const dialog = within(await screen.findByRole('dialog'));
    expect(
      dialog.getByRole('checkbox', { name: 'Consumer down' }),
    ).toBeChecked();
    await userEvent.click(
      dialog.getByRole('checkbox', { name: 'Poison message' }),
    );
    await userEvent.type(
      dialog.getByRole('textbox', { name: 'Note' }),
      'Read it.',
    );
    await userEvent.click(dialog.getByRole('button', { name: 'Confirm it' }));
    await waitFor(() =>
      expect(confirmRunbook).toHaveBeenCalledWith(
        expect.objectContaining({ namespace: 'default', name: 'order-events' }),
        { covers: ['consumer-down', 'poison-message'], note: 'Read it.' },
      ),
    );
    await waitFor(() =>
      expect(screen.queryByRole('dialog')).not.toBeInTheDocument(),
    );
  });

  it('says how to begin where there is no runbook, with a template and where to name it', async () => {
    renderCard({
      getRunbook: async () =>
        testRunbook({ href: undefined, title: undefined, mayConfirm: false }),
    });
    expect(await screen.findByText(/There is no runbook/)).toHaveTextContent(
      'spec.operations.runbook.url',
    );
    expect(
      screen.getByRole('region', { name: 'Runbook template: Consumer down' }),
    ).toHaveTextContent('## Consumer down');
    expect(
      screen.queryByRole('button', { name: 'Confirm runbook…' }),
    ).not.toBeInTheDocument();
    expect(screen.queryByText('not covered')).not.toBeInTheDocument();
  });

  it('offers to try again where it can not be read', async () => {
    const getRunbook = jest
      .fn(async () => testRunbook())
      .mockRejectedValueOnce(new Error('The database is away.'));
    renderCard({ getRunbook });
    await userEvent.click(await screen.findByRole('button', { name: 'Retry' }));
    expect(await screen.findByText('not looked at yet')).toBeVisible();
  });
});
