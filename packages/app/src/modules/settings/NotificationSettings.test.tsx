import {
  NotificationsApi,
  notificationsApiRef,
} from '@backstage/plugin-notifications';
import { renderInTestApp } from '@backstage/frontend-test-utils';
import { fireEvent, screen, within } from '@testing-library/react';
import { NotificationSettings } from './NotificationSettings';

it('turns a topic of the scorecard off, and leaves the others', async () => {
  const topics = (digest: boolean) => ({
    channels: [
      {
        id: 'Web',
        origins: [
          {
            id: 'plugin:integration-governance',
            enabled: true,
            topics: [
              { id: 'scorecard-check', enabled: true },
              { id: 'scorecard-digest', enabled: digest },
            ],
          },
        ],
      },
    ],
  });
  const updateNotificationSettings = jest.fn(async settings => settings);
  const api: Partial<NotificationsApi> = {
    getNotificationSettings: async () => topics(true),
    updateNotificationSettings,
  };
  renderInTestApp(<NotificationSettings />, {
    apis: [[notificationsApiRef, api]],
  });
  expect(await screen.findByText('Scorecard')).toBeVisible();
  fireEvent.click(screen.getByRole('button', { name: 'expand row' }));
  const row = screen.getByText('Weekly digest').closest('tr')!;
  fireEvent.click(within(row).getByRole('switch', { checked: true }));
  expect(
    await within(row).findByRole('switch', { checked: false }),
  ).toBeVisible();
  expect(updateNotificationSettings).toHaveBeenCalledWith(topics(false));
});
