import { act, renderHook } from '@testing-library/react';
import { PropsWithChildren } from 'react';
import { MemoryRouter } from 'react-router-dom';
import { useAddress } from './useAddress';

const at = (address: string) =>
  renderHook(() => useAddress(), {
    wrapper: ({ children }: PropsWithChildren<{}>) => (
      <MemoryRouter initialEntries={[address]}>{children}</MemoryRouter>
    ),
  });

describe('useAddress', () => {
  it('keeps both of two changes in the same moment', () => {
    const { result } = at('/drift?kind=silent');

    act(() => {
      result.current.change({ search: 'erp' }, { replace: true });
      result.current.change({ item: 'flow-1' });
    });

    expect(result.current.values.toString()).toBe(
      'kind=silent&search=erp&item=flow-1',
    );
  });

  it('takes a parameter away, and goes on from the address that is shown', () => {
    const { result } = at('/drift?kind=silent&kind=undeclared&page=2');

    act(() => result.current.change({ page: undefined }));
    act(() => result.current.change({ kind: ['mismatched'] }));

    expect(result.current.values.toString()).toBe('kind=mismatched');
  });
});
