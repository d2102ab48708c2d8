import { renderInTestApp } from '@backstage/frontend-test-utils';
import { signalApiRef } from '@backstage/plugin-signals-react';
import { act, screen } from '@testing-library/react';
import { HEALTH_CHANNEL } from '@tieline/plugin-integrations-common/telemetry';
import { integrationTelemetryApiRef } from '../apis';
import { TabFrame } from './Frame';
import { queryClient, useHealth } from './queries';
import { testHealth } from './testHealth';

function Status() {
  const { data } = useHealth({ namespace: 'default', name: 'tax-quote' });
  return <p>{data?.status}</p>;
}

function renderStatus(apis: Array<[unknown, object]> = []) {
  const getHealth = jest
    .fn()
    .mockResolvedValueOnce(testHealth('tax-quote', 'healthy'))
    .mockResolvedValue(testHealth('tax-quote', 'failing'));
  renderInTestApp(
    <TabFrame>
      <Status />
    </TabFrame>,
    {
      apis: [[integrationTelemetryApiRef, { getHealth }], ...apis] as never,
    },
  );
  return getHealth;
}

describe('LiveUpdates', () => {
  afterEach(() => queryClient.clear());

  it('reads an integration again as soon as the backend says that it changed, and no other', async () => {
    let tell: (message: { changed: string[] }) => void = () => {};
    const getHealth = renderStatus([
      [
        signalApiRef,
        {
          subscribe: (channel: string, onMessage: typeof tell) => {
            expect(channel).toBe(HEALTH_CHANNEL);
            tell = onMessage;
            return { unsubscribe: () => {} };
          },
        },
      ],
    ]);
    await screen.findByText('healthy');
    await act(async () => tell({ changed: ['integration:default/other'] }));
    expect(getHealth).toHaveBeenCalledTimes(1);
    await act(async () => tell({ changed: ['integration:default/tax-quote'] }));
    expect(await screen.findByText('failing')).toBeVisible();
  });

  it('shows the same in a portal without signals', async () => {
    renderStatus();
    expect(await screen.findByText('healthy')).toBeVisible();
  });
});
