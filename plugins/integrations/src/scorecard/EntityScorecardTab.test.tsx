import { mockApis, renderInTestApp } from '@backstage/frontend-test-utils';
import {
  EntityProvider,
  entityRouteRef,
} from '@backstage/plugin-catalog-react';
import { permissionApiRef } from '@backstage/plugin-permission-react';
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import {
  integrationEvidenceAttestPermission,
  integrationWaiverAskPermission,
} from '@tieline/plugin-integrations-common';
import {
  EvidencePage,
  EvidenceRecord,
  IntegrationGovernanceApi,
} from '@tieline/plugin-integrations-common/governance';
import { integrationGovernanceApiRef } from '../apis';
import { waiversRouteRef } from '../routes';
import { laterDay, utcDay } from '../shared/days';
import { queryClient } from '../shared/queries';
import { testFacets } from '../shared/testHealth';
import { permissionsWithout } from '../shared/testPermissions';
import { testWaiver } from '../waivers/testWaiver';
import { EntityScorecardTab } from './EntityScorecardTab';
import {
  testDrill,
  testRecord,
  testScorecard,
  testScorecardWith,
} from './testScorecard';

const entity = {
  apiVersion: 'tieline.dev/v1alpha1',
  kind: 'Integration',
  metadata: { name: 'order-events', namespace: 'default' },
};

const ATTEST = 'Attest A drill within its shelf life…';

function pageOf(items: EvidenceRecord[]): EvidencePage {
  return { items, totalItems: items.length, pageInfo: {} };
}

function attestationBy(by: string): EvidenceRecord {
  return testRecord({
    id: 'e7',
    type: 'attestation',
    subject: 'failure-drill',
    value: 'It holds: rehearsed with the broker off',
    grade: 'attested',
    source: by,
    by,
    href: undefined,
    environment: undefined,
  });
}

/** Renders once for a text, not once for each letter. */
async function pasteInto(field: HTMLElement, text: string) {
  await userEvent.click(field);
  await userEvent.paste(text);
}

/** Refused once, then taken. */
function refusedOnce<T>(message: string, result: T) {
  return jest
    .fn()
    .mockRejectedValueOnce(new Error(message))
    .mockResolvedValue(result);
}

function renderTab(
  api: Partial<IntegrationGovernanceApi> = {},
  path = '/',
  denied: string[] = [],
) {
  renderInTestApp(
    <EntityProvider entity={entity}>
      <EntityScorecardTab />
    </EntityProvider>,
    {
      initialRouteEntries: [path],
      mountedRoutes: {
        '/catalog/:namespace/:kind/:name': entityRouteRef,
        '/waivers': waiversRouteRef,
      },
      apis: [
        mockApis.identity({ userEntityRef: 'user:default/mira.kask' }),
        [
          integrationGovernanceApiRef,
          {
            getIntegrationScorecard: async () => testScorecard(),
            listEvidence: async () => pageOf([]),
            ...api,
          },
        ],
        [permissionApiRef, permissionsWithout(denied)],
      ],
    },
  );
}

describe('EntityScorecardTab', () => {
  afterEach(() => queryClient.clear());

  it('opens what is not yet answered first, with reason, evidence and next step', async () => {
    renderTab();
    const toggles = await screen.findAllByRole('button', { name: /^\d\. / });
    expect(toggles).toHaveLength(8);
    expect(toggles[0]).toHaveTextContent('5. Failure handling');
    expect(toggles[0]).toHaveTextContent('not yet');
    expect(toggles[0]).toHaveTextContent('since 12 Nov');
    expect(toggles[0]).toHaveAttribute('aria-expanded', 'true');
    expect(toggles[1]).toHaveTextContent('4. Delivery');
    expect(toggles[1]).toHaveAttribute('aria-expanded', 'false');
    expect(screen.getByText('It retries without end.')).toBeVisible();
    expect(screen.getByText('41 attempts of one call')).toBeVisible();
    expect(
      screen.getByRole('link', { name: 'telemetry (spans, caller)' }),
    ).toHaveAttribute(
      'href',
      '/catalog/default/integration/order-events/health',
    );
    expect(
      screen.getByText(/reached Mira Kask/, { selector: 'p' }),
    ).not.toBeVisible();
  });

  it('keeps the parts of the score apart', async () => {
    renderTab();
    expect(await screen.findByText('questions answered yes')).toBeVisible();
    expect(screen.getByText(/1 not yet, 1 unmeasured/)).toBeVisible();
  });

  it('opens the question that a link names, and lets no odd address be opened', async () => {
    renderTab({}, '/?question=delivery');
    const delivery = await screen.findByRole('button', { name: /^4\. / });
    expect(delivery).toHaveAttribute('aria-expanded', 'true');
    expect(screen.getByRole('button', { name: /^5\. / })).toHaveAttribute(
      'aria-expanded',
      'false',
    );
    expect(screen.getByText('Next: Odd')).toBeVisible();
    await userEvent.click(delivery);
    expect(delivery).toHaveAttribute('aria-expanded', 'false');
  });

  it('tells what changed, newest first, and first judgements in one line', async () => {
    renderTab();
    const list = await screen.findByText(/because: It retries without end/);
    const items = Array.from(list.closest('ol')!.children);
    expect(items[0]).toHaveTextContent(
      'Bounded retries: pass → fail, because: It retries without end',
    );
    expect(items[1]).toHaveTextContent('3 checks judged for the first time');
    expect(items).toHaveLength(2);
  });

  it('runs the checklist for this integration only', async () => {
    const evaluation = {
      id: 'e1',
      startedAt: '2026-11-22T10:00:00.000Z',
      finishedAt: '2026-11-22T10:00:01.000Z',
      total: 1,
      done: 1,
      changed: 0,
    };
    const runChecklist = jest.fn(async () => evaluation);
    renderTab({ runChecklist, getEvaluation: async () => evaluation });
    const button = await screen.findByRole('button', {
      name: 'Run the checklist',
    });
    await waitFor(() => expect(button).toBeEnabled());
    await userEvent.click(button);
    expect(
      await screen.findByText('1 integration judged, 0 changed.'),
    ).toBeVisible();
    expect(runChecklist).toHaveBeenCalledWith({
      entityRefs: ['integration:default/order-events'],
    });
  });

  it('says what failed and tries again', async () => {
    const getIntegrationScorecard = jest
      .fn()
      .mockRejectedValueOnce(new Error('No answer'))
      .mockResolvedValue(testScorecard());
    renderTab({ getIntegrationScorecard });
    await userEvent.click(await screen.findByRole('button', { name: 'Retry' }));
    expect(await screen.findByText('It retries without end.')).toBeVisible();
  });

  it('attests what only people know, keeps what was typed when it is refused, and shows the new result', async () => {
    const attested = { value: false };
    const attest = refusedOnce('It has changed hands.', attestationBy(''));
    renderTab({
      attest: (...args) => {
        attested.value = attest.mock.calls.length > 0;
        return attest(...args);
      },
      getIntegrationScorecard: async () =>
        testScorecardWith(
          attested.value
            ? testDrill({ result: 'pass', reason: 'Attested: rehearsed' })
            : testDrill(),
        ),
    });
    await userEvent.click(await screen.findByRole('button', { name: ATTEST }));
    const dialog = within(await screen.findByRole('dialog'));
    const button = dialog.getByRole('button', { name: 'Attest it' });
    expect(button).toBeDisabled();
    expect(
      dialog.getByText('Still missing: whether it holds, what you know.'),
    ).toBeVisible();
    expect(dialog.getByLabelText('The day it is true of')).toHaveValue(
      utcDay(new Date()),
    );
    await userEvent.click(dialog.getByRole('radio', { name: 'Yes, it holds' }));
    const statement = dialog.getByRole('textbox', {
      name: 'What you know, and how',
    });
    await pasteInto(statement, ' Rehearsed with the broker off ');
    const link = dialog.getByRole('textbox', { name: /^Link/ });
    await pasteInto(link, 'wiki/drill');
    expect(button).toBeDisabled();
    await userEvent.clear(link);
    await pasteInto(link, 'https://wiki.example.com/drill');
    await userEvent.click(button);
    expect(await dialog.findByRole('alert')).toHaveTextContent(
      'That did not work: It has changed hands.',
    );
    expect(statement).toHaveValue(' Rehearsed with the broker off ');

    await userEvent.click(button);
    await waitFor(() =>
      expect(screen.queryByRole('dialog')).not.toBeInTheDocument(),
    );
    expect(attest).toHaveBeenLastCalledWith(
      { namespace: 'default', name: 'order-events' },
      'failure-drill',
      {
        holds: true,
        statement: 'Rehearsed with the broker off',
        href: 'https://wiki.example.com/drill',
        on: utcDay(new Date()),
      },
    );
    await waitFor(() =>
      expect(
        screen.queryByRole('button', { name: ATTEST }),
      ).not.toBeInTheDocument(),
    );
  });

  it('offers to attest only what can be attested and does not pass', async () => {
    renderTab({
      getIntegrationScorecard: async () =>
        testScorecardWith(testDrill({ result: 'pass' })),
    });
    await screen.findByText('It retries without end.');
    expect(
      screen.queryByRole('button', { name: /^Attest/ }),
    ).not.toBeInTheDocument();
  });

  it('takes one’s own attestation back, not somebody else’s', async () => {
    const withdrawAttestation = jest.fn(async () => undefined);
    const listEvidence = jest.fn(async () =>
      pageOf([attestationBy('user:default/mira.kask')]),
    );
    renderTab({
      withdrawAttestation,
      listEvidence,
      getIntegrationScorecard: async () =>
        testScorecardWith(testDrill({ result: 'fail' })),
    });
    await userEvent.click(
      await screen.findByRole('button', {
        name: 'Take back your attestation of A drill within its shelf life…',
      }),
    );
    const dialog = within(await screen.findByRole('dialog'));
    expect(
      dialog.getByText(/It holds: rehearsed with the broker off/),
    ).toBeVisible();
    listEvidence.mockResolvedValue(
      pageOf([attestationBy('user:default/jon.aalto')]),
    );
    await userEvent.click(dialog.getByRole('button', { name: 'Take it back' }));
    await waitFor(() =>
      expect(withdrawAttestation).toHaveBeenCalledWith(
        { namespace: 'default', name: 'order-events' },
        'failure-drill',
      ),
    );
    await waitFor(() =>
      expect(
        screen.queryByRole('button', { name: /^Take back/ }),
      ).not.toBeInTheDocument(),
    );
  });

  it('asks for a waiver for 90 days, and then says that it waits', async () => {
    const asked = { value: false };
    const askForWaiver = refusedOnce('A waiver waits already.', testWaiver());
    renderTab({
      askForWaiver: (...args) => {
        asked.value = askForWaiver.mock.calls.length > 0;
        return askForWaiver(...args);
      },
      getIntegrationScorecard: async () =>
        testScorecardWith(
          ...testScorecard()
            .outcomes.filter(({ checkId }) => checkId === 'bounded-retries')
            .map(outcome => ({
              ...outcome,
              ...(asked.value && {
                waiver: {
                  id: 'w 1',
                  state: 'asked' as const,
                  until: laterDay(new Date(), 1),
                },
              }),
            })),
        ),
    });
    await userEvent.click(
      await screen.findByRole('button', {
        name: 'Ask for a waiver of Bounded retries…',
      }),
    );
    const dialog = within(await screen.findByRole('dialog'));
    const button = dialog.getByRole('button', { name: 'Ask for it' });
    expect(button).toBeDisabled();
    const reason = dialog.getByRole('textbox', { name: 'Reason' });
    await pasteInto(reason, 'The broker is replaced');
    const until = dialog.getByLabelText('Until');
    expect(until).toHaveValue(laterDay(new Date(), 90));
    await userEvent.clear(until);
    await userEvent.type(until, laterDay(new Date(), 366));
    expect(button).toBeDisabled();
    await userEvent.clear(until);
    await userEvent.type(until, laterDay(new Date(), 30));
    await userEvent.click(button);
    expect(await dialog.findByRole('alert')).toHaveTextContent(
      'A waiver waits already.',
    );
    expect(reason).toHaveValue('The broker is replaced');

    await userEvent.click(button);
    expect(
      await screen.findByText(
        /^A waiver until .* \(in 1 day\) was asked for and waits for a decision\.$/,
      ),
    ).toBeVisible();
    expect(askForWaiver).toHaveBeenLastCalledWith({
      entityRef: 'integration:default/order-events',
      checkId: 'bounded-retries',
      reason: 'The broker is replaced',
      until: laterDay(new Date(), 30),
    });
    expect(
      screen.getByRole('link', { name: 'Open the waiver' }),
    ).toHaveAttribute('href', '/waivers?waiver=w+1');
    expect(
      screen.queryByRole('button', {
        name: 'Ask for a waiver of Bounded retries…',
      }),
    ).not.toBeInTheDocument();
  });

  it('says until when a check is waived, in no raw date', async () => {
    const until = laterDay(new Date(), 12);
    renderTab(
      {
        getIntegrationScorecard: async () =>
          testScorecardWith(
            testDrill({
              result: 'waived',
              reason: `Waived until ${until}: the broker is replaced.`,
              waiver: {
                id: 'w1',
                state: 'approved',
                until,
              },
            }),
          ),
      },
      '/?question=failure-handling',
    );
    expect(
      await screen.findByText(/^The waiver holds until .* \(in 12 days\)\.$/),
    ).toBeVisible();
    expect(
      screen.getAllByText(/^Waived until .*: the broker is replaced\.$/).length,
    ).toBeGreaterThan(0);
    expect(screen.queryByText(new RegExp(until))).not.toBeInTheDocument();
  });

  it('names the permission to who lacks it', async () => {
    renderTab(
      {
        getIntegrationScorecard: async () => ({
          ...testScorecardWith(testDrill()),
          // Answers about permissions are kept for some seconds.
          integration: testFacets('somebody-elses'),
        }),
      },
      '/',
      [
        integrationEvidenceAttestPermission.name,
        integrationWaiverAskPermission.name,
      ],
    );
    const attest = await screen.findByRole('button', { name: ATTEST });
    await waitFor(() =>
      expect(attest).toHaveAccessibleDescription(
        /integration\.evidence\.attest/,
      ),
    );
    expect(attest).toBeDisabled();
    const ask = screen.getByRole('button', {
      name: 'Ask for a waiver of Bounded retries…',
    });
    await waitFor(() => expect(ask).toBeDisabled());
    expect(ask).toHaveAccessibleDescription(/integration\.waiver\.ask/);
  });

  it('gives a command to copy where a pipeline has to do something', async () => {
    renderTab({
      getIntegrationScorecard: async () =>
        testScorecardWith(
          testDrill({
            attestable: false,
            nextStep: {
              text: 'Let the pipeline push a fault test',
              command: 'tieline evidence push default/order-events',
            },
          }),
        ),
    });
    expect(
      await screen.findByText('tieline evidence push default/order-events'),
    ).toBeVisible();
    expect(
      screen.getByRole('button', { name: 'Copy the command' }),
    ).toBeVisible();
  });

  it('shows what a result changed because of', async () => {
    renderTab();
    const change = await screen.findByText(/because: It retries without end/);
    expect(change.closest('li')).toHaveTextContent('38 attempts of one call');
    expect(change.closest('li')).toHaveTextContent(/of 12 Nov.* 14:00$/);
  });

  it('opens what was told from a link, and says what is superseded since when', async () => {
    const listEvidence = jest.fn(async () => ({
      ...pageOf([
        attestationBy('user:default/jon.aalto'),
        testRecord({
          id: 'e0',
          value: '40 tests, 2 failed',
          supersededAt: '2026-11-21T09:01:00.000Z',
        }),
      ]),
      pageInfo: { nextCursor: 'further' },
      totalItems: 22,
    }));
    renderTab(
      {
        listEvidence,
        getIntegrationScorecard: async () =>
          testScorecardWith(testDrill({ attestable: false })),
      },
      '/?told=open&type=attestation',
    );
    const told = within(await screen.findByRole('table'));
    const rows = told.getAllByRole('row');
    expect(rows[1]).toHaveTextContent('A drill within its shelf life');
    expect(rows[1]).toHaveTextContent('jon.aalto');
    expect(rows[1]).not.toHaveTextContent('superseded');
    expect(rows[2]).toHaveTextContent('superseded since 21 Nov');
    expect(rows[2]).toHaveTextContent('pipeline orders-ci');
    expect(told.getByRole('link', { name: 'open' })).toHaveAttribute(
      'href',
      'https://ci.example.com/runs/41',
    );
    expect(listEvidence).toHaveBeenCalledWith(
      { namespace: 'default', name: 'order-events' },
      { type: ['attestation'], limit: 20, cursor: undefined },
      expect.anything(),
    );

    await userEvent.click(screen.getByRole('button', { name: 'Next' }));
    await waitFor(() =>
      expect(listEvidence).toHaveBeenCalledWith(
        expect.anything(),
        { type: ['attestation'], limit: 20, cursor: 'further' },
        expect.anything(),
      ),
    );
    await userEvent.selectOptions(
      screen.getByRole('combobox', { name: 'Type' }),
      'fact',
    );
    await userEvent.click(
      screen.getByRole('button', { name: 'Only what counts now' }),
    );
    await waitFor(() =>
      expect(listEvidence).toHaveBeenCalledWith(
        expect.anything(),
        { type: ['fact'], current: true, limit: 20, cursor: undefined },
        expect.anything(),
      ),
    );
  });

  it('reads what was told only when somebody opens it', async () => {
    const listEvidence = jest.fn(async () => pageOf([]));
    renderTab({ listEvidence });
    const toggle = await screen.findByRole('button', {
      name: /^What was told/,
    });
    expect(listEvidence).not.toHaveBeenCalled();
    await userEvent.click(toggle);
    expect(
      await screen.findByText(/^Nobody has told anything of it yet/),
    ).toBeVisible();
  });

  it('shows a past day as past, without what can only be done today, and leads back', async () => {
    const getIntegrationScorecardOn = jest.fn(async () => ({
      ...testScorecard(),
      on: '2026-10-01',
    }));
    renderTab({ getIntegrationScorecardOn }, '/?on=2026-10-01');
    expect(await screen.findByText(/^This is past/)).toBeVisible();
    expect(await screen.findByText('It retries without end.')).toBeVisible();
    expect(getIntegrationScorecardOn).toHaveBeenCalledWith(
      { namespace: 'default', name: 'order-events' },
      '2026-10-01',
      expect.anything(),
    );
    expect(screen.getByLabelText('As of')).toHaveValue('2026-10-01');
    expect(
      screen.queryByRole('button', { name: 'Run the checklist' }),
    ).not.toBeInTheDocument();
    expect(
      screen.queryByRole('button', { name: /waiver/ }),
    ).not.toBeInTheDocument();
    await userEvent.click(
      screen.getByRole('button', { name: 'Back to today' }),
    );
    expect(
      await screen.findByRole('button', { name: 'Run the checklist' }),
    ).toBeVisible();
    expect(screen.queryByText(/^This is past/)).not.toBeInTheDocument();
  });

  it('says step by step what a run of the checklist found', async () => {
    const begun = {
      id: 'steps',
      startedAt: '2026-11-22T10:00:00.000Z',
      finishedAt: '2026-11-22T10:00:01.000Z',
      total: 1,
      done: 1,
      changed: 0,
      steps: [
        { id: 'catalog', title: 'Catalog', state: 'done' as const },
        {
          id: 'telemetry',
          title: 'Telemetry',
          state: 'failed' as const,
          detail: 'It did not answer.',
        },
        {
          id: 'inventory',
          title: 'Inventory',
          state: 'done' as const,
          answer: testScorecard().score.answers[0],
        },
      ],
    };
    renderTab({
      runChecklist: async () => begun,
      getEvaluation: async () => begun,
    });
    const button = await screen.findByRole('button', {
      name: 'Run the checklist',
    });
    await waitFor(() => expect(button).toBeEnabled());
    await userEvent.click(button);
    const steps = await screen.findByRole('list', { name: 'Steps' });
    expect(
      within(steps)
        .getAllByRole('listitem')
        .map(step => step.textContent),
    ).toEqual([
      'Catalogdone',
      'TelemetryfailedIt did not answer.',
      'Inventoryyes',
    ]);
  });
});
