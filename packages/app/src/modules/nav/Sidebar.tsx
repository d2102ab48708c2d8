import { Button, Link } from '@backstage/ui';
import { ReactElement } from 'react';
import { SearchIcon } from './icons';
import { Logo } from './Logo';
import { Navigation } from './navigation';
import { PersonMenu } from './PersonMenu';
import styles from './Navigation.module.css';

function Entry(props: {
  href: string;
  title: string;
  icon: ReactElement | null;
  current?: string;
}) {
  return (
    <Link
      className={styles.entry}
      href={props.href}
      standalone
      aria-current={props.href === props.current ? 'page' : undefined}
    >
      <span className={styles.icon} aria-hidden="true">
        {props.icon}
      </span>
      <span className={styles.label}>{props.title}</span>
    </Link>
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
        <Entry {...navigation.home} current={current} />
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
            <Entry key={item.href} {...item} current={current} />
          ))}
        </div>
      ))}
      <div className={styles.end}>
        {navigation.settings ? (
          <Entry {...navigation.settings} current={current} />
        ) : null}
        <PersonMenu />
      </div>
    </nav>
  );
}
