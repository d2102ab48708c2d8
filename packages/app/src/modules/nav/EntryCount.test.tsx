import { renderInTestApp } from '@backstage/frontend-test-utils';
import { integrationTelemetryApiRef } from '@tieline/plugin-integrations';
import { screen } from '@testing-library/react';
import { EntryCount, WithCount } from './EntryCount';

function renderEntry(pageId: string, totalItems: number) {
  const listAlarms = jest.fn(async () => ({
    items: [],
    totalItems,
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
    { apis: [[integrationTelemetryApiRef, { listAlarms }]] },
  );
  return listAlarms;
}

describe('EntryCount', () => {
  it('says how many alarms are on, what stands for several as one', async () => {
    const listAlarms = renderEntry('page:integrations/alarms', 120);
    expect(await screen.findByText('99+')).toHaveTextContent('99+ on');
    expect(listAlarms).toHaveBeenCalledWith(
      { state: 'open', joined: false, limit: 1 },
      expect.anything(),
    );
  });

  it('counts nothing behind the other entries', async () => {
    const listAlarms = renderEntry('page:catalog', 3);
    expect(await screen.findByText('Entry')).toHaveTextContent(/^Entry$/);
    expect(listAlarms).not.toHaveBeenCalled();
  });
});
