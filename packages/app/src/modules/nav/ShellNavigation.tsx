import { NavContentComponentProps } from '@backstage/plugin-app-react';
import { useEffect, useMemo, useState } from 'react';
import { useLocation } from 'react-router-dom';
import { BottomBar } from './BottomBar';
import { allItems, arrangeNavigation, currentHref } from './navigation';
import { SearchDialog } from './SearchDialog';
import { Sidebar } from './Sidebar';
import { useIsNarrow } from './useIsNarrow';

/** The sidebar, or the bar at the bottom where the window is narrow, and the search that both open. */
export function ShellNavigation({ navItems }: NavContentComponentProps) {
  const { pathname } = useLocation();
  const isNarrow = useIsNarrow();
  const [isSearching, setSearching] = useState(false);

  const navigation = useMemo(
    () => arrangeNavigation(navItems.clone()),
    [navItems],
  );
  const current = currentHref(
    pathname,
    allItems(navigation).map(item => item.href),
  );

  // A result that was opened takes the place of the search.
  useEffect(() => setSearching(false), [pathname]);

  const Bar = isNarrow ? BottomBar : Sidebar;
  return (
    <>
      <Bar
        navigation={navigation}
        current={current}
        onSearch={() => setSearching(true)}
      />
      <SearchDialog isOpen={isSearching} onOpenChange={setSearching} />
    </>
  );
}
