import { renderInTestApp } from '@backstage/frontend-test-utils';
import {
  integrationEndingsApiRef,
  integrationGovernanceApiRef,
  integrationReviewsApiRef,
  integrationTelemetryApiRef,
} from '@tieline/plugin-integrations';
import { screen } from '@testing-library/react';
import { EntryCount, WithCount } from './EntryCount';

function renderEntry(pageId: string, totalItems: number) {
  const listAlarms = jest.fn(async () => ({
    items: [],
    totalItems,
    pageInfo: {},
  }));
  const listEndings = jest.fn(async () => ({
    items: [],
    totalItems,
    statuses: [],
    asOf: '2026-11-18T09:53:00.000Z',
  }));
  const listWaivers = jest.fn(async () => ({
    items: [],
    totalItems: 9,
    counts: { asked: totalItems, approved: 4 },
    pageInfo: {},
  }));
  const listDueReviews = jest.fn(async () => ({
    items: [],
    totalItems: 9,
    overdue: totalItems,
    pageInfo: {},
  }));
  renderInTestApp(
    <WithCount pageId={pageId}>
      {count => (
        <p>
          Entry <EntryCount count={count} />
        </p>
      )}
    </WithCount>,
    {
      apis: [
        [integrationTelemetryApiRef, { listAlarms }],
        [integrationEndingsApiRef, { listEndings }],
        [integrationGovernanceApiRef, { listWaivers }],
        [integrationReviewsApiRef, { listDueReviews }],
      ],
    },
  );
  return { listAlarms, listEndings };
}

describe('EntryCount', () => {
  it('says how many alarms are on, what stands for several as one', async () => {
    const { listAlarms } = renderEntry('page:integrations/alarms', 120);
    expect(await screen.findByText('99+')).toHaveTextContent('99+ on');
    expect(listAlarms).toHaveBeenCalledWith(
      { state: 'open', joined: false, limit: 1 },
      expect.anything(),
    );
  });

  it('says how many endings somebody has to do something about', async () => {
    const { listEndings } = renderEntry('page:integrations/deprecations', 2);
    expect(await screen.findByText('2')).toHaveTextContent(
      '2 overdue, too late or blocked',
    );
    expect(listEndings).toHaveBeenCalledWith(
      { status: ['overdue', 'too-late', 'blocked'], limit: 1 },
      expect.anything(),
    );
  });

  it('says how many waivers wait for a decision', async () => {
    renderEntry('page:integrations/waivers', 3);
    expect(await screen.findByText('3')).toHaveTextContent('3 to decide');
  });

  it('says how many reviews are overdue', async () => {
    renderEntry('page:integrations/reviews', 4);
    expect(await screen.findByText('4')).toHaveTextContent('4 overdue');
  });

  it('counts nothing behind the other entries', async () => {
    const { listAlarms } = renderEntry('page:catalog', 3);
    expect(await screen.findByText('Entry')).toHaveTextContent(/^Entry$/);
    expect(listAlarms).not.toHaveBeenCalled();
  });
});
