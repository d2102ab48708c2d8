import { NavContentNavItem } from '@backstage/plugin-app-react';
import { Button, Link } from '@backstage/ui';
import { EntryCount, WithCount } from './EntryCount';
import { SearchIcon } from './icons';
import { Logo } from './Logo';
import { Navigation } from './navigation';
import { PersonMenu } from './PersonMenu';
import styles from './Navigation.module.css';

function Entry(props: { item: NavContentNavItem; current?: string }) {
  const { item, current } = props;
  return (
    <WithCount pageId={item.node.spec.id}>
      {count => (
        <Link
          className={styles.entry}
          href={item.href}
          standalone
          aria-current={item.href === current ? 'page' : undefined}
        >
          <span className={styles.icon} aria-hidden="true">
            {item.icon}
          </span>
          <span className={styles.label}>{item.title}</span>
          <EntryCount count={count} />
        </Link>
      )}
    </WithCount>
  );
}

/** The navigation on a desk: every page, in groups, at the left. */
export function Sidebar(props: {
  navigation: Navigation;
  current?: string;
  onSearch: () => void;
}) {
  const { navigation, current, onSearch } = props;
  return (
    <nav className={styles.sidebar} aria-label="Main">
      <div className={styles.brand}>
        <Logo />
        Tieline
      </div>
      {navigation.home ? (
        <Entry item={navigation.home} current={current} />
      ) : null}
      <Button className={styles.entry} variant="tertiary" onPress={onSearch}>
        <span className={styles.icon} aria-hidden="true">
          <SearchIcon />
        </span>
        <span className={styles.label}>Search</span>
      </Button>
      {navigation.groups.map(({ title, items }) => (
        <div key={title}>
          <h2 className={styles.heading}>{title}</h2>
          {items.map(item => (
            <Entry key={item.href} item={item} current={current} />
          ))}
        </div>
      ))}
      <div className={styles.end}>
        {navigation.notifications ? (
          <Entry item={navigation.notifications} current={current} />
        ) : null}
        {navigation.settings ? (
          <Entry item={navigation.settings} current={current} />
        ) : null}
        <PersonMenu />
      </div>
    </nav>
  );
}
