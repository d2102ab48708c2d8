import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { queryClient } from '../../shared/queries';
import { testConsumer, testEnding, testEndingSummary } from '../testEndings';
import { ClaimDialog } from './ClaimDialog';
import { renderDialog } from './__testUtils__/renderDialog';

describe('ClaimDialog', () => {
  afterEach(() => queryClient.clear());

  it('claims the traffic for a group that is found by a part of its name', async () => {
    const claimConsumer = jest.fn(async () => testEnding());
    const queryEntities = jest.fn(async () => ({
      items: [
        {
          apiVersion: 'backstage.io/v1alpha1',
          kind: 'Group',
          metadata: { name: 'customer-care', title: 'Customer care' },
        },
      ],
      totalItems: 1,
      pageInfo: {},
    }));
    renderDialog(
      <ClaimDialog
        ending={testEndingSummary()}
        consumer={testConsumer('10.20.4.17', { id: 5, kind: 'unnamed' })}
        onClose={() => {}}
      />,
      { claimConsumer },
      { catalog: { queryEntities } },
    );
    const dialog = within(await screen.findByRole('dialog'));
    const button = dialog.getByRole('button', { name: 'Claim it' });
    expect(button).toBeDisabled();
    await userEvent.type(
      dialog.getByRole('combobox', { name: 'Owner' }),
      'care',
    );
    await userEvent.click(
      await screen.findByRole('option', { name: 'Customer care (group)' }),
    );
    expect(queryEntities).toHaveBeenLastCalledWith(
      expect.objectContaining({
        fullTextFilter: expect.objectContaining({ term: 'care' }),
      }),
    );
    await userEvent.type(
      dialog.getByRole('textbox', { name: /^Note/ }),
      'The old kiosk',
    );
    await userEvent.click(button);
    await waitFor(() =>
      expect(claimConsumer).toHaveBeenCalledWith(7, 5, {
        ownerRef: 'group:default/customer-care',
        note: 'The old kiosk',
      }),
    );
  });
});
