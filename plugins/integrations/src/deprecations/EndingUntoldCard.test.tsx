import { screen, within } from '@testing-library/react';
import { Ending } from '@tieline/plugin-integrations-common/contracts';
import { EndingUntoldCard } from './EndingUntoldCard';
import { testConsumer, testEnding } from './testEndings';
import { NOW, renderEndings } from './__testUtils__/renderEndings';

const render = async (facts: Partial<Ending>) => {
  renderEndings(
    <>
      <EndingUntoldCard ending={testEnding(facts)} now={NOW} />
      <p>all of it</p>
    </>,
    {},
  );
  await screen.findByText('all of it');
  const list = screen.queryByRole('list', { name: 'Nobody could be told' });
  return list
    ? within(list)
        .getAllByRole('listitem')
        .map(item => item.textContent)
    : [];
};

const untold = {
  at: '2026-11-18T09:50:00.000Z',
  title: 'orders-by-fax ends on 31 Mar 2027',
  recipientRef: 'group:default/nobody',
  attempts: 6,
  problem: 'Error: There is no such group',
};

describe('EndingUntoldCard', () => {
  it('says whom a message did not reach, why, and the way out', async () => {
    expect(await render({ untold: [untold] })).toEqual([
      expect.stringMatching(
        /^nobody: orders-by-fax ends on 31 Mar 2027.*after 6 attempts: Error: There is no such group\. Tell them yourself, or give it an owner/,
      ),
    ]);
  });

  it('names what nobody owns, and whoever uses it without an owner', async () => {
    const consumers = [
      testConsumer('support-desk'),
      testConsumer('old-report', { id: 2, ownerRef: undefined }),
      testConsumer('gone', { id: 3, ownerRef: undefined, state: 'left' }),
      testConsumer('10.20.4.17', {
        id: 4,
        ownerRef: undefined,
        kind: 'unnamed',
      }),
    ];
    expect(await render({ consumers, ownerRef: undefined })).toEqual([
      expect.stringMatching(/^old-reportNobody owns it\. Give it an owner/),
      expect.stringMatching(/^Shipping API 1\.9\.4Nobody owns it: .*owner\.$/),
    ]);
  });

  it('is left out where everybody was told', async () => {
    const consumers = [testConsumer('support-desk')];
    expect(await render({ consumers })).toEqual([]);
  });

  it('asks for no owner once it is over', async () => {
    expect(await render({ status: 'retired', ownerRef: undefined })).toEqual(
      [],
    );
  });
});
