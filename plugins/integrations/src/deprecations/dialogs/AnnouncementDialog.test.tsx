import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { AnnouncementTexts } from '@tieline/plugin-integrations-common/contracts';
import { queryClient } from '../../shared/queries';
import { testEndingSummary } from '../testEndings';
import { AnnouncementDialog } from './AnnouncementDialog';
import { renderDialog } from './__testUtils__/renderDialog';

const TEXTS: AnnouncementTexts = {
  markdown: '# Shipping API 1.9.4 ends',
  headers: [
    { name: 'Deprecation', value: '@1788220800' },
    { name: 'Sunset', value: 'Thu, 31 Dec 2026 00:00:00 GMT' },
  ],
  snippets: [
    { name: 'nginx', text: 'add_header Sunset "nginx";' },
    { name: 'kong', text: 'plugins: [kong]' },
    { name: 'express', text: "response.set('Sunset')" },
  ],
};

async function render(texts: AnnouncementTexts) {
  renderDialog(
    <AnnouncementDialog ending={testEndingSummary()} onClose={() => {}} />,
    { getEndingAnnouncement: async () => texts },
  );
  return within(await screen.findByRole('dialog'));
}

describe('AnnouncementDialog', () => {
  afterEach(() => queryClient.clear());

  it.each([
    ['the announcement', '# Shipping API 1.9.4 ends'],
    [
      'the headers',
      'Deprecation: @1788220800\nSunset: Thu, 31 Dec 2026 00:00:00 GMT',
    ],
    ['the lines for nginx', 'add_header Sunset "nginx";'],
  ])('copies %s as it is', async (what, text) => {
    const user = userEvent.setup();
    const write = jest.spyOn(navigator.clipboard, 'writeText');
    const dialog = await render(TEXTS);
    await user.click(
      await dialog.findByRole('button', { name: `Copy ${what}` }),
    );
    expect(write).toHaveBeenCalledWith(text);
    expect(
      dialog.getByRole('button', { name: `Copied ${what}` }),
    ).toBeVisible();
  });

  it('shows the lines for what was chosen', async () => {
    const dialog = await render(TEXTS);
    await userEvent.click(await dialog.findByRole('button', { name: 'Kong' }));
    expect(dialog.getByText('plugins: [kong]')).toBeVisible();
    expect(
      dialog.getByRole('button', { name: 'Copy the lines for Kong' }),
    ).toBeVisible();
  });

  it('says why there are no headers', async () => {
    const dialog = await render({ ...TEXTS, headers: [], snippets: [] });
    expect(await dialog.findByText(/No HTTP headers/)).toBeVisible();
  });
});
