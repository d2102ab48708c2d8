import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { Quota } from '@tieline/plugin-integrations-common/governance';
import { queryClient } from '../shared/queries';
import { renderCosts } from './__testUtils__/renderCosts';
import { testQuota } from './testCosts';
import { toQuotaCsvRows } from './toQuotaCsvRows';

async function renderQuota(quota: Quota): Promise<HTMLElement> {
  renderCosts('/costs?view=quotas', {
    listQuotas: async () => ({ items: [quota] }),
  });
  return (await screen.findAllByRole('row'))[1];
}

describe('quotas', () => {
  afterEach(() => queryClient.clear());

  it('says how much is used, how that grows, and on which day it runs out', async () => {
    const row = await renderQuota(testQuota());
    expect(row).toHaveTextContent(
      '1,550,000 of 2,000,000 transactions a month, 77.5 %',
    );
    expect(row).toHaveTextContent('+6.6 % each month');
    expect(row).toHaveTextContent('runs out on 14 March 2027');
    expect(row).toHaveTextContent(
      'tieline.dev/quota-transactions-per-month of',
    );
    expect(within(row).getByRole('link', { name: 'iPaaS' })).toHaveAttribute(
      'href',
      '/catalog/default/resource/ipaas',
    );
    expect(row).not.toHaveTextContent('not measured');
  });

  it('says that it lasts for three years', async () => {
    const row = await renderQuota(
      testQuota({ growthPerMonth: -0.003, runsOutOn: undefined }),
    );
    expect(row).toHaveTextContent('−0.3 % each month');
    expect(row).toHaveTextContent(/not within three years9/);
  });

  it('opens what is used, its growth and its end into how they come about', async () => {
    const row = await renderQuota(
      testQuota({
        kind: 'connections',
        limit: 40,
        used: 31,
        integrations: 9,
        growthPerMonth: 0.1,
        runsOutOn: '2026-02-03',
      }),
    );
    for (const [name, formula] of [
      [/^Used of /, /^The endpoints of 9 integrations via it added up/],
      [/^Growth of /, /to the power of \(30 ÷ days between\) − 1/],
      [/^End of /, /log\(limit ÷ used\) ÷ log\(1 \+ growth\) × 30 days/],
    ] as const) {
      await userEvent.click(within(row).getByRole('button', { name }));
      expect(await screen.findByText(formula)).toBeVisible();
      await userEvent.keyboard('{Escape}');
    }
  });

  it('says of a limit that lasts how much of it nobody measured', async () => {
    const row = await renderQuota(
      testQuota({ growthPerMonth: 0, runsOutOn: undefined, unmeasured: 2 }),
    );
    expect(row).toHaveTextContent('stays as it is');
    expect(row).toHaveTextContent(
      'not within three years, as far as it is measured',
    );
    expect(row).toHaveTextContent('2 not measured: more is used than this');
  });

  it('counts connections without any measuring, and does not know how they grow', async () => {
    const row = await renderQuota(
      testQuota({
        kind: 'connections',
        limit: 40,
        used: 31,
        growthPerMonth: undefined,
        runsOutOn: undefined,
        unmeasured: 2,
      }),
    );
    expect(row).toHaveTextContent('31 of 40 connections, 77.5 %');
    expect(row).toHaveTextContent(
      'not known: how many integrations went via it a month ago is not recorded',
    );
    expect(row).not.toHaveTextContent('2 not measured');
  });

  it('says unmeasured where nobody knows, and that it is not known when it runs out', async () => {
    const row = await renderQuota(
      testQuota({
        kind: 'messages-per-second',
        limit: 250,
        used: undefined,
        share: undefined,
        growthPerMonth: undefined,
        runsOutOn: undefined,
        integrations: 3,
        unmeasured: 3,
      }),
    );
    expect(within(row).getAllByText('unmeasured')).toHaveLength(2);
    expect(row).toHaveTextContent('of 250 messages a second');
    expect(row).toHaveTextContent('not known: nothing of it is measured');
    expect(row).not.toHaveTextContent('three years');
  });

  it('does not say that it lasts where nobody knows how it grows', async () => {
    const row = await renderQuota(
      testQuota({ growthPerMonth: undefined, runsOutOn: undefined }),
    );
    expect(row).toHaveTextContent('not known: how it grows');
    expect(row).not.toHaveTextContent('three years');
  });

  it('says that there is no room left', async () => {
    const row = await renderQuota(
      testQuota({
        kind: 'connections',
        limit: 40,
        used: 41,
        share: 1.025,
        runsOutOn: '2025-11-18',
      }),
    );
    expect(row).toHaveTextContent('41 of 40 connections, 102 %');
    expect(row).toHaveTextContent('there is no room left');
  });

  it('names the annotations where no platform has one', async () => {
    renderCosts('/costs?view=quotas');
    expect(
      await screen.findByText('No platform says yet what it allows'),
    ).toBeVisible();
    for (const annotation of [
      'tieline.dev/quota-connections',
      'tieline.dev/quota-transactions-per-month',
      'tieline.dev/capacity-per-second',
    ]) {
      expect(screen.getByText(annotation)).toBeVisible();
    }
  });

  it('leaves what is unmeasured empty in the file', () => {
    expect(
      toQuotaCsvRows([
        testQuota({ used: undefined, share: undefined, runsOutOn: undefined }),
      ]),
    ).toEqual([
      expect.objectContaining({
        limit: 2_000_000,
        used: undefined,
        'runs out on': undefined,
        'runs out': 'not known: nothing of it is measured',
      }),
    ]);
  });

  it('says what failed', async () => {
    renderCosts('/costs?view=quotas', {
      listQuotas: async () => {
        throw new Error('The database is gone.');
      },
    });
    expect(await screen.findByRole('alert')).toHaveTextContent(
      'The quotas could not be read',
    );
  });
});
