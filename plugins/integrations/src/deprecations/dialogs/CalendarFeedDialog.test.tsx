import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { queryClient } from '../../shared/queries';
import { CalendarFeedDialog } from './CalendarFeedDialog';
import { renderDialog } from './__testUtils__/renderDialog';

async function render(createCalendarFeed: jest.Mock) {
  renderDialog(<CalendarFeedDialog onClose={() => {}} />, {
    createCalendarFeed,
  });
  return within(await screen.findByRole('dialog'));
}

const make = { name: 'Make an address' };

describe('CalendarFeedDialog', () => {
  afterEach(() => queryClient.clear());

  it.each([
    ['Everything that ends', {}],
    ['What I and my teams use', { consumer: ['group:default/fulfilment'] }],
    ['What I and my teams provide', { provider: ['group:default/fulfilment'] }],
  ])('asks for a feed of "%s"', async (content, request) => {
    const createCalendarFeed = jest.fn(async () => ({ path: '/v1/feed' }));
    const dialog = await render(createCalendarFeed);
    await userEvent.click(dialog.getByRole('radio', { name: content }));
    await userEvent.click(await dialog.findByRole('button', make));
    await dialog.findByText(/shown only this once/);
    expect(createCalendarFeed).toHaveBeenCalledWith(request);
  });

  it('shows the whole address to copy, and that it replaces the one before', async () => {
    const dialog = await render(
      jest.fn(async () => ({ path: '/v1/calendar-feeds/s3cret.ics' })),
    );
    expect(
      dialog.getByText(/A new address replaces the one before/),
    ).toBeVisible();
    await userEvent.click(await dialog.findByRole('button', make));
    expect(
      await dialog.findByText(
        /^http.*\/api\/integration-contracts\/v1\/calendar-feeds\/s3cret\.ics$/,
      ),
    ).toBeVisible();
    expect(
      dialog.getByRole('button', { name: 'Copy the address' }),
    ).toBeVisible();
    expect(dialog.queryByRole('button', make)).not.toBeInTheDocument();
  });

  it('says why no address was made', async () => {
    const dialog = await render(
      jest.fn(async () => {
        throw new Error('Feeds are for people, not for tokens.');
      }),
    );
    await userEvent.click(await dialog.findByRole('button', make));
    expect(await dialog.findByRole('alert')).toHaveTextContent(
      'Feeds are for people, not for tokens.',
    );
  });
});
