import { screen, waitFor } from '@testing-library/react';
import { ANSWERED, renderDecide } from './__testUtils__/renderDecide';

describe('DecidePage, without the permission to record', () => {
  it('says at each button why it cannot be pressed', async () => {
    renderDecide({ path: ANSWERED, denied: ['integration.decision.record'] });
    await screen.findByRole('article', { name: '1. event-driven' });
    for (const name of ['Record decision…', 'Choose ipaas…']) {
      const button = screen.getByRole('button', { name });
      await waitFor(() =>
        expect(button).toHaveAccessibleDescription(
          'You need the permission integration.decision.record to record a decision. Ask an administrator of this portal.',
        ),
      );
      expect(button).toBeDisabled();
    }
  });
});
