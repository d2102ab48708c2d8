import { identityApiRef, useApi } from '@backstage/frontend-plugin-api';
import { Button, Menu, MenuItem, MenuTrigger } from '@backstage/ui';
import { useSignedInPerson } from './useSignedInPerson';
import styles from './Navigation.module.css';

function initials(name: string): string {
  return name
    .split(/\s+/)
    .map(word => word[0])
    .slice(0, 2)
    .join('')
    .toLocaleUpperCase();
}

/** Who is signed in, with the way to that person's page and the way out. */
export function PersonMenu() {
  const identityApi = useApi(identityApiRef);
  const person = useSignedInPerson();
  if (!person) {
    return null;
  }
  return (
    <MenuTrigger>
      <Button className={`${styles.entry} ${styles.person}`} variant="tertiary">
        <span className={styles.initials} aria-hidden="true">
          {initials(person.displayName)}
        </span>
        <span className={styles.label}>{person.displayName}</span>
      </Button>
      <Menu placement="top start">
        {person.href ? <MenuItem href={person.href}>Your page</MenuItem> : null}
        <MenuItem onAction={() => identityApi.signOut()}>Sign out</MenuItem>
      </Menu>
    </MenuTrigger>
  );
}
