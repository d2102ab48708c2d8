import { renderInTestApp } from '@backstage/frontend-test-utils';
import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { PagerButtons } from './PagerButtons';
import { useAddress } from './useAddress';

/** Three pages, as a backend with cursors a and b would page them. */
function Pages() {
  const address = useAddress();
  const cursors = address.values.getAll('cursor');
  return (
    <>
      <p>page {cursors.at(-1) ?? 'first'}</p>
      <PagerButtons
        address={address}
        cursors={cursors}
        next={['a', 'b'][cursors.length]}
      />
    </>
  );
}

describe('PagerButtons', () => {
  it('goes forth to the last page and back to the first', async () => {
    renderInTestApp(<Pages />);
    const previous = await screen.findByRole('button', { name: 'Previous' });
    const next = screen.getByRole('button', { name: 'Next' });
    expect(previous).toBeDisabled();

    await userEvent.click(next);
    expect(screen.getByText('page a')).toBeVisible();
    await userEvent.click(next);
    expect(screen.getByText('page b')).toBeVisible();
    expect(next).toBeDisabled();

    await userEvent.click(previous);
    expect(screen.getByText('page a')).toBeVisible();
    await userEvent.click(previous);
    expect(screen.getByText('page first')).toBeVisible();
    expect(previous).toBeDisabled();
  });

  it('is not there where one page is all', async () => {
    renderInTestApp(
      <>
        <p>list</p>
        <PagerButtons
          address={{ values: new URLSearchParams(), change: () => {} }}
          cursors={[]}
          next={undefined}
        />
      </>,
    );
    expect(await screen.findByText('list')).toBeVisible();
    expect(screen.queryByRole('button', { name: 'Next' })).toBeNull();
  });
});
