import { IconElement } from '@backstage/frontend-plugin-api';
import {
  NavContentNavItem,
  NavContentNavItems,
} from '@backstage/plugin-app-react';
import { CatalogIcon, NotificationsIcon, SettingsIcon } from './icons';

/** Entries that belong together, under a heading. */
export interface NavGroup {
  title: string;
  items: NavContentNavItem[];
}

const HOME_PAGE = 'page:integrations/home';

const GROUPS: Array<{ title: string; pages: string[] }> = [
  {
    title: 'Integrations',
    pages: [
      'page:integrations/integrations',
      'page:integrations/health',
      'page:integrations/alarms',
      'page:integrations/drift',
    ],
  },
  {
    title: 'Change',
    pages: ['page:integrations/contracts', 'page:integrations/deprecations'],
  },
  {
    title: 'Decide and review',
    pages: [
      'page:integrations/decisions',
      'page:integrations/costs',
      'page:integrations/reviews',
      'page:integrations/drills',
    ],
  },
  {
    title: 'Govern',
    pages: [
      'page:integrations/scorecard',
      'page:integrations/practices',
      'page:integrations/waivers',
      'page:integrations/assessments',
      'page:integrations/audits',
      'page:integrations/upkeep',
    ],
  },
  { title: 'Backstage', pages: ['page:catalog'] },
  { title: 'This portal', pages: ['page:integrations/operations'] },
];

/** The four that a phone's bar has room for; the others are behind "More". */
const BAR_PAGES = [
  HOME_PAGE,
  'page:integrations/integrations',
  'page:integrations/alarms',
  'page:integrations/scorecard',
];

const SETTINGS_PAGE = 'page:user-settings';

const NOTIFICATIONS_PAGE = 'page:notifications';

/** Backstage's pages in the weight of ours. */
const ICONS: Record<string, IconElement> = {
  'page:catalog': <CatalogIcon />,
  [NOTIFICATIONS_PAGE]: <NotificationsIcon />,
  [SETTINGS_PAGE]: <SettingsIcon />,
};

/** What the navigation shows: pages that are not installed have no entry. */
export interface Navigation {
  home?: NavContentNavItem;
  groups: NavGroup[];
  bar: NavContentNavItem[];
  rest: NavContentNavItem[];
  notifications?: NavContentNavItem;
  settings?: NavContentNavItem;
}

/** Puts the pages of the installed plugins in their places. */
export function arrangeNavigation(navItems: NavContentNavItems): Navigation {
  const take = (id: string) => {
    const item = navItems.take(id);
    return item && { ...item, icon: ICONS[id] ?? item.icon };
  };
  const home = take(HOME_PAGE);
  const groups = GROUPS.map(({ title, pages }) => ({
    title,
    items: pages.flatMap(id => take(id) ?? []),
  })).filter(group => group.items.length > 0);
  const items = [home ?? [], ...groups.map(group => group.items)].flat();
  const isInBar = (item: NavContentNavItem) =>
    BAR_PAGES.includes(item.node.spec.id);
  return {
    home,
    groups,
    bar: items.filter(isInBar),
    rest: items.filter(item => !isInBar(item)),
    notifications: take(NOTIFICATIONS_PAGE),
    settings: take(SETTINGS_PAGE),
  };
}

/** An integration's own page lies in the catalog, but is one of the integrations. */
const INTEGRATION_PAGE = /^\/catalog\/[^/]+\/integration\//i;

/** Pages that are reached from another one, and have no entry of their own. */
const REACHED_FROM: Record<string, string> = {
  '/checklist': '/scorecard',
  '/decide': '/decisions',
};

function placeOf(pathname: string): string {
  return INTEGRATION_PAGE.test(pathname)
    ? '/integrations'
    : (REACHED_FROM[pathname] ?? pathname);
}

/** Every entry, however narrow the window is. */
export function allItems(navigation: Navigation): NavContentNavItem[] {
  const { bar, rest, notifications, settings } = navigation;
  return [...bar, ...rest, notifications ?? [], settings ?? []].flat();
}

/**
 * Which entry the current page belongs to: the one whose address is the
 * longest beginning of the current one.
 */
export function currentHref(
  pathname: string,
  hrefs: string[],
): string | undefined {
  const path = placeOf(pathname);
  return hrefs
    .filter(href =>
      href === '/'
        ? path === '/'
        : path === href || path.startsWith(`${href}/`),
    )
    .sort((a, b) => b.length - a.length)[0];
}
