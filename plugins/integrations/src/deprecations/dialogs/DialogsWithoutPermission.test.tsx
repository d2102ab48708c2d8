import { screen, waitFor } from '@testing-library/react';
import { ReactElement } from 'react';
import { queryClient } from '../../shared/queries';
import { testConsumer, testEndingSummary } from '../testEndings';
import { AnswerDialog } from './AnswerDialog';
import { BrownoutDialog } from './BrownoutDialog';
import { ChangePlanDialog } from './ChangePlanDialog';
import { DeprecateDialog } from './DeprecateDialog';
import { ExtensionDialog } from './ExtensionDialog';
import { RetireDialog } from './RetireDialog';
import { WithdrawDialog } from './WithdrawDialog';
import { renderDialog } from './__testUtils__/renderDialog';

const ending = testEndingSummary({ mayManage: false, mayOverride: false });
const consumer = testConsumer('support-desk', {
  mayAnswer: false,
  extension: {
    state: 'asked',
    until: '2027-01-15T00:00:00.000Z',
    reason: 'Quarter end',
    askedAt: '2026-11-20T00:00:00.000Z',
    askedBy: 'user:default/mira.kask',
  },
});
const onClose = () => {};

const DIALOGS: Array<[string | RegExp, string, ReactElement]> = [
  [
    'Announce its end',
    'integration.ending.manage',
    <DeprecateDialog subject={ending.subject} onClose={onClose} />,
  ],
  [
    'Save',
    'integration.ending.manage',
    <ChangePlanDialog ending={ending} onClose={onClose} />,
  ],
  [
    'Take it back',
    'integration.ending.manage',
    <WithdrawDialog ending={ending} onClose={onClose} />,
  ],
  [
    'Plan it and tell the consumers',
    'integration.ending.manage',
    <BrownoutDialog ending={ending} onClose={onClose} />,
  ],
  [
    'Retire all the same',
    'integration.ending.manage',
    <RetireDialog ending={ending} onClose={onClose} />,
  ],
  [
    /^Grant until 15 Jan/,
    'integration.ending.manage',
    <ExtensionDialog ending={ending} consumer={consumer} onClose={onClose} />,
  ],
  [
    'Answer',
    'integration.ending.answer',
    <AnswerDialog ending={ending} consumer={consumer} onClose={onClose} />,
  ],
];

// Backstage keeps a permission's answer for the whole page, so that what is denied has a file of its own.
describe('Dialogs about an ending for somebody who may only read', () => {
  afterEach(() => queryClient.clear());

  it.each(DIALOGS)(
    'show the button %s disabled, and that it takes %s',
    async (name, permission, dialog) => {
      renderDialog(dialog, {}, { denied: ['integration.ending.manage'] });
      const button = await screen.findByRole('button', { name });
      await waitFor(() =>
        expect(button).toHaveAccessibleDescription(
          expect.stringContaining(`You need the permission ${permission} to`),
        ),
      );
      expect(button).toBeDisabled();
    },
  );
});
