import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { queryClient } from '../shared/queries';
import { renderDecisions } from './__testUtils__/renderDecisions';
import {
  testDecisionDetail,
  testDecisionPage,
  testRecorded,
  testRegret,
} from './testDecisions';

const PATH = '/decisions/d1';

describe('a decision', () => {
  afterEach(() => queryClient.clear());

  it('shows what it was for, the ranking then, the reason and who decided', async () => {
    renderDecisions({
      path: PATH,
      api: {
        getDecision: async () =>
          testDecisionDetail({
            pattern: 'ipaas',
            rank: 2,
            reason: 'We have the licence.',
          }),
      },
    });
    expect(
      await screen.findByRole('heading', { name: 'Orders to the ERP' }),
    ).toBeVisible();
    expect(screen.getByText('We have the licence.')).toBeVisible();
    expect(screen.getByText('against the first')).toBeVisible();
    expect(screen.getByText('event-driven; number 2 was chosen')).toBeVisible();
    expect(screen.getByText('version 2026-11')).toBeVisible();
    expect(screen.getAllByText('mira.kask')[0]).toBeVisible();
    expect(screen.getByText('4,000')).toBeVisible();
    const ranking = screen.getByRole('list', { name: 'The ranking then' });
    const [first, second] = within(ranking).getAllByRole('listitem');
    expect(first).toHaveTextContent('1 event-driven');
    expect(first).toHaveTextContent('65.5 points');
    expect(first).toHaveTextContent('64 to 118 k€');
    expect(second).toHaveTextContent('2 ipaas chosen');
    expect(screen.getByRole('link', { name: 'Decide anew' })).toHaveAttribute(
      'href',
      '/decide?integration=default%2Forder-events',
    );
    expect(screen.queryByText('No longer holds')).not.toBeInTheDocument();
  });

  it('hands over the record and the patch', async () => {
    renderDecisions({
      path: PATH,
      api: { getDecision: async () => testDecisionDetail() },
    });
    const record = within(
      await screen.findByRole('region', { name: 'Decision record' }),
    );
    expect(record.getByText('# Orders to the ERP')).toBeVisible();
    expect(
      record.getByRole('button', { name: 'Copy Decision record' }),
    ).toBeVisible();
    expect(
      record.getByRole('button', { name: 'Download Decision record' }),
    ).toBeVisible();
    expect(
      screen.getByRole('region', { name: 'Patch for the entity' }),
    ).toHaveTextContent('type: event-driven');
  });

  it('leads to the later one, and back to all', async () => {
    renderDecisions({
      path: PATH,
      api: {
        getDecision: async id =>
          id === 'd1'
            ? testDecisionDetail({ supersededBy: 'd2' })
            : testDecisionDetail({ id: 'd2', title: 'Orders, again' }),
        listDecisions: async () => testDecisionPage([testRecorded()]),
      },
    });
    await userEvent.click(
      await screen.findByRole('link', { name: 'A later decision' }),
    );
    expect(
      await screen.findByRole('heading', { name: 'Orders, again' }),
    ).toBeVisible();
    await userEvent.click(screen.getByRole('link', { name: 'All decisions' }));
    expect(
      await screen.findByRole('region', { name: 'Recorded decisions' }),
    ).toBeVisible();
    expect(
      screen.getByRole('link', { name: 'Orders to the ERP' }),
    ).toHaveAttribute('href', '/decisions/d1');
  });

  it('says that it no longer holds, and lets somebody acknowledge it', async () => {
    renderDecisions({
      path: PATH,
      api: {
        getDecision: async () => testDecisionDetail(),
        getRegret: async () => testRegret(),
      },
    });
    expect(
      await screen.findByRole('heading', { name: 'No longer holds' }),
    ).toBeVisible();
    expect(screen.getByRole('button', { name: 'Acknowledge…' })).toBeEnabled();
  });

  it('does not take an outage for a decision that holds', async () => {
    renderDecisions({
      path: PATH,
      api: {
        getDecision: async () => testDecisionDetail(),
        getRegret: async () => {
          throw Object.assign(new Error('The backend is away.'), {
            statusCode: 503,
          });
        },
      },
    });
    expect(await screen.findByRole('alert')).toHaveTextContent(
      'Whether it still holds could not be read',
    );
  });

  it('says when there is no such decision', async () => {
    renderDecisions({
      path: PATH,
      api: {
        getDecision: async () => {
          throw Object.assign(new Error('There is no decision d1.'), {
            statusCode: 410,
          });
        },
      },
    });
    expect(await screen.findByRole('alert')).toHaveTextContent(
      'There is no decision d1.',
    );
  });
});
