import { mockApis, renderInTestApp } from '@backstage/frontend-test-utils';
import { entityRouteRef } from '@backstage/plugin-catalog-react';
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import {
  ChecklistVersion,
  ChecklistVersionDetail,
  IntegrationGovernanceApi,
  IntegrationImprovementApi,
} from '@tieline/plugin-integrations-common/governance';
import {
  integrationGovernanceApiRef,
  integrationImprovementApiRef,
} from '../apis';
import { checklistRouteRef } from '../routes';
import { queryClient } from '../shared/queries';
import { testPage } from '../shared/testHealth';
import { ChecklistPage } from './ChecklistPage';
import { EXAMPLE_DRAFT } from './DraftDialog';
import {
  preview,
  testDetail,
  testDraft,
  testEffect,
  testVersion,
} from './testChecklist';
import { toEffectCsvRows } from './toEffectCsvRows';

function renderPage(
  options: {
    path?: string;
    versions?: ChecklistVersion[];
    detail?: Partial<ChecklistVersionDetail>;
    api?: Partial<IntegrationImprovementApi>;
  } = {},
) {
  const versions = options.versions ?? [testDraft(), testVersion()];
  const listChecklistEffects = jest.fn(async () => ({
    items: [testEffect()],
    totalItems: 60,
    pageInfo: { nextCursor: 'c2' },
  }));
  const getChecklistVersion = jest.fn(async (version: string) =>
    testDetail(
      versions.find(one => one.version === version)!,
      options.detail,
    ),
  );
  renderInTestApp(<ChecklistPage />, {
    initialRouteEntries: [options.path ?? '/checklist'],
    mountedRoutes: {
      '/checklist': checklistRouteRef,
      '/catalog/:namespace/:kind/:name': entityRouteRef,
    },
    apis: [
      mockApis.permission(),
      mockApis.identity({ ownershipEntityRefs: ['group:default/fulfilment'] }),
      [
        integrationGovernanceApiRef,
        {
          listIntegrations: async () => testPage([]),
        } as Partial<IntegrationGovernanceApi>,
      ],
      [
        integrationImprovementApiRef,
        {
          listChecklistVersions: async () => ({ items: versions }),
          getChecklistVersion,
          listChecklistEffects,
          ...options.api,
        } as Partial<IntegrationImprovementApi>,
      ],
    ],
  });
  return { listChecklistEffects, getChecklistVersion };
}

describe('ChecklistPage', () => {
  afterEach(() => queryClient.clear());

  it('shows the version that counts, and of each check what it tests, needs and applies to', async () => {
    const { getChecklistVersion } = renderPage();
    const drill = (
      await screen.findByText('A drill within its shelf life')
    ).closest('li')!;
    expect(drill).toHaveTextContent('Whether a failure was drilled.');
    for (const words of [
      'needs attested; tested where it is critical',
      'a person may state it',
      'for everything',
      'good for 180 days',
    ]) {
      expect(within(drill).getByText(words)).toBeVisible();
    }
    const own = screen
      .getByText('Four of five lines are covered')
      .closest('li')!;
    expect(own).toHaveTextContent('production only');
    expect(own).toHaveTextContent('a condition of this installation');
    expect(own).toHaveTextContent('facts.line-coverage');
    expect(own).toHaveTextContent('--fact line-coverage=81');
    expect(getChecklistVersion).toHaveBeenCalledWith(
      '2026-11',
      expect.anything(),
    );
    expect(screen.queryByText('What it would change')).not.toBeInTheDocument();
  });

  it('shows of the draft in the address how it differs, and whom it would change', async () => {
    const { listChecklistEffects } = renderPage({
      path: '/checklist?version=ours-1&owner=group:default/fulfilment',
    });
    const differences = await screen.findByRole('list', {
      name: 'Differences from 2026-11',
    });
    const [changed, added] = within(differences).getAllByRole('listitem');
    expect(changed).toHaveTextContent('changed');
    expect(
      within(changed).getByRole('row', { name: 'weight 4 5' }),
    ).toBeVisible();
    expect(added).toHaveTextContent('added');
    expect(
      screen.getByText(
        /^12 integrations would get another result: 2 would have more questions answered yes, 5 fewer\./,
      ),
    ).toBeVisible();
    expect(
      screen.getByRole('row', { name: 'Delivery 19 14 −5' }),
    ).toBeVisible();
    expect(screen.getByRole('row', { name: 'no owner 1 1' })).toBeVisible();
    const effect = await screen.findByRole('row', { name: /order-events/ });
    expect(effect).toHaveTextContent('6 of 8 → 5 of 8');
    expect(effect).toHaveTextContent('no such check');
    expect(effect).toHaveTextContent('No pipeline told its coverage.');
    await userEvent.click(screen.getByRole('button', { name: 'Next' }));
    await waitFor(() =>
      expect(listChecklistEffects).toHaveBeenLastCalledWith(
        'ours-1',
        { owner: ['group:default/fulfilment'], limit: 50, cursor: 'c2' },
        expect.anything(),
      ),
    );
  });

  it('says how far the evaluation of a draft is, and shows no effects before its end', async () => {
    const { listChecklistEffects } = renderPage({
      path: '/checklist?version=ours-1',
      versions: [
        testDraft({ preview: { state: 'running', total: 38, done: 12 } }),
        testVersion(),
      ],
    });
    const bar = await screen.findByRole('progressbar');
    expect(bar).toHaveAttribute('aria-valuetext', '12 of 38 integrations');
    expect(listChecklistEffects).not.toHaveBeenCalled();
  });

  it('says why a draft could not be evaluated, and evaluates it again', async () => {
    const previewChecklist = jest.fn(async () => testDraft());
    renderPage({
      path: '/checklist?version=ours-1',
      versions: [
        testDraft({
          preview: {
            state: 'failed',
            because: 'The backend stopped.',
            total: 38,
            done: 12,
          },
        }),
        testVersion(),
      ],
      api: { previewChecklist },
    });
    expect(await screen.findByRole('alert')).toHaveTextContent(
      'The backend stopped.',
    );
    await userEvent.click(
      screen.getByRole('button', { name: 'Evaluate again' }),
    );
    await waitFor(() =>
      expect(previewChecklist).toHaveBeenCalledWith('ours-1'),
    );
  });

  it('sends a draft with its note, and keeps what was typed where the backend refuses it with a line', async () => {
    const draftChecklist = jest
      .fn<Promise<ChecklistVersion>, unknown[]>()
      .mockRejectedValueOnce(new Error('checks[0].weight (line 5): a number'))
      .mockResolvedValueOnce(testDraft());
    renderPage({ api: { draftChecklist } });
    await userEvent.click(
      await screen.findByRole('button', { name: 'Draft a change…' }),
    );
    const text = screen.getByRole('textbox', {
      name: 'Checklist (YAML or JSON)',
    });
    expect(text).toHaveValue(EXAMPLE_DRAFT);
    await userEvent.clear(text);
    await userEvent.type(text, 'version: x');
    await userEvent.type(
      screen.getByRole('textbox', { name: 'Note' }),
      'For January',
    );
    const send = screen.getByRole('button', { name: 'Draft it' });
    await userEvent.click(send);
    expect(await screen.findByRole('alert')).toHaveTextContent(
      'checks[0].weight (line 5): a number',
    );
    expect(text).toHaveValue('version: x');
    await userEvent.click(send);
    await waitFor(() =>
      expect(draftChecklist).toHaveBeenLastCalledWith({
        text: 'version: x',
        note: 'For January',
        activate: false,
      }),
    );
    // It opens, so that what it would change is seen at once.
    expect(await screen.findByText('What it would change')).toBeVisible();
  });

  it('takes the text from a file, unless it is larger than the API takes', async () => {
    renderPage();
    await userEvent.click(
      await screen.findByRole('button', { name: 'Draft a change…' }),
    );
    const choose = screen.getByLabelText('File of Checklist (YAML or JSON)');
    const text = screen.getByRole('textbox', {
      name: 'Checklist (YAML or JSON)',
    });
    await userEvent.upload(
      choose,
      new File(['#'.repeat(1_000_001)], 'large.yaml'),
    );
    expect(
      await screen.findByText(
        'large.yaml has 1,000,001 bytes; at most 1,000,000 are taken.',
      ),
    ).toBeVisible();
    expect(text).toHaveValue(EXAMPLE_DRAFT);
    const small = new File(['version: y'], 'small.yaml');
    // The browser of the tests has no such method.
    small.text = async () => 'version: y';
    await userEvent.upload(choose, small);
    await waitFor(() => expect(text).toHaveValue('version: y'));
  });

  it('repeats the numbers before it activates a draft', async () => {
    const activateChecklist = jest.fn(async () => testVersion());
    renderPage({
      path: '/checklist?version=ours-1',
      api: { activateChecklist },
    });
    await userEvent.click(
      await screen.findByRole('button', { name: 'Activate…' }),
    );
    const dialog = within(await screen.findByRole('dialog'));
    expect(
      dialog.getByText(/^12 integrations would get another result/),
    ).toBeVisible();
    expect(dialog.getByText('Delivery: 19 yes before, 14 after')).toBeVisible();
    expect(dialog.queryByText(/^Review/)).not.toBeInTheDocument();
    await userEvent.click(dialog.getByRole('button', { name: 'Activate it' }));
    await waitFor(() =>
      expect(activateChecklist).toHaveBeenCalledWith('ours-1'),
    );
  });

  it('activates a version from before again, and says that nobody knows whom it changes', async () => {
    const activateChecklist = jest.fn(async () => testVersion());
    renderPage({
      path: '/checklist?version=2025-01',
      versions: [
        testVersion(),
        // What was found of it then says nothing of now.
        testVersion({ version: '2025-01', state: 'past', preview }),
      ],
      api: { activateChecklist },
    });
    await userEvent.click(
      await screen.findByRole('button', { name: 'Activate again…' }),
    );
    const dialog = within(await screen.findByRole('dialog'));
    expect(dialog.getByText(/^Unknown whom it changes/)).toBeVisible();
    expect(screen.queryByText(/would get another/)).not.toBeInTheDocument();
    await userEvent.click(dialog.getByRole('button', { name: 'Activate it' }));
    await waitFor(() =>
      expect(activateChecklist).toHaveBeenCalledWith('2025-01'),
    );
  });

  it('discards a draft', async () => {
    const discardChecklist = jest.fn(async () => testDraft());
    renderPage({
      path: '/checklist?version=ours-1',
      api: { discardChecklist },
    });
    await userEvent.click(
      await screen.findByRole('button', { name: 'Discard…' }),
    );
    await userEvent.click(screen.getByRole('button', { name: 'Discard it' }));
    await waitFor(() =>
      expect(discardChecklist).toHaveBeenCalledWith('ours-1'),
    );
  });

  it('lets nobody change it without the permission, and says which that is', async () => {
    renderPage({
      path: '/checklist?version=ours-1',
      versions: [
        testDraft({ mayManage: false }),
        testVersion({ mayManage: false }),
      ],
    });
    expect(
      await screen.findByRole('button', { name: 'Activate…' }),
    ).toBeDisabled();
    expect(
      screen.getByRole('button', { name: 'Draft a change…' }),
    ).toBeDisabled();
    expect(
      screen.getAllByText(/integration\.checklist\.manage/).length,
    ).toBeGreaterThan(0);
  });

  it('says that a version is not there', async () => {
    renderPage({ path: '/checklist?version=nowhere' });
    expect(
      await screen.findByRole('heading', {
        name: 'There is no version nowhere',
      }),
    ).toBeVisible();
  });
});

describe('toEffectCsvRows', () => {
  it('has a row for each check, empty where there was none', () => {
    expect(toEffectCsvRows([testEffect()])).toEqual([
      expect.objectContaining({
        integration: 'integration:default/order-events',
        'yes before': 6,
        'yes after': 5,
        check: 'own-coverage',
        from: null,
        to: 'unmeasured',
      }),
    ]);
  });
});
