import { identityApiRef, useApi } from '@backstage/frontend-plugin-api';
import { Button, Link, Menu, MenuItem, MenuTrigger } from '@backstage/ui';
import { EntryCount, WithCount } from './EntryCount';
import { MoreIcon } from './icons';
import { Navigation } from './navigation';
import { useSignedInPerson } from './useSignedInPerson';
import styles from './Navigation.module.css';

/** The navigation on a phone: four pages at the bottom, the others behind "More". */
export function BottomBar(props: {
  navigation: Navigation;
  current?: string;
  onSearch: () => void;
}) {
  const { navigation, current, onSearch } = props;
  const identityApi = useApi(identityApiRef);
  const person = useSignedInPerson();
  const { rest, notifications, settings } = navigation;
  const more = [...rest, notifications ?? [], settings ?? []].flat();
  return (
    <nav className={styles.bar} aria-label="Main">
      {navigation.bar.map(item => (
        <WithCount key={item.href} pageId={item.node.spec.id}>
          {count => (
            <Link
              className={styles.tab}
              href={item.href}
              standalone
              aria-current={item.href === current ? 'page' : undefined}
            >
              <span className={styles.icon} aria-hidden="true">
                {item.icon}
              </span>
              {item.title}
              <EntryCount count={count} />
            </Link>
          )}
        </WithCount>
      ))}
      <MenuTrigger>
        <Button
          className={styles.tab}
          variant="tertiary"
          data-current={more.some(item => item.href === current) || undefined}
        >
          <span className={styles.icon} aria-hidden="true">
            <MoreIcon />
          </span>
          More
        </Button>
        <Menu placement="top end">
          <MenuItem onAction={onSearch}>Search</MenuItem>
          {more.map(item => (
            <MenuItem key={item.href} href={item.href}>
              {item.title}
            </MenuItem>
          ))}
          {person?.href ? (
            <MenuItem href={person.href}>{person.displayName}</MenuItem>
          ) : null}
          <MenuItem onAction={() => identityApi.signOut()}>Sign out</MenuItem>
        </Menu>
      </MenuTrigger>
    </nav>
  );
}
