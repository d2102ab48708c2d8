import { ConfigApi, IdentityApi } from '@backstage/frontend-plugin-api';

/** Somebody whom a visitor of the demo can be. */
export interface DemoPerson {
  entityRef: string;
  displayName: string;
  role: string;
}

/** The auth provider's id, and the header in which it expects the chosen person. */
export const DEMO_PROVIDER_ID = 'demo-people';
export const DEMO_PERSON_HEADER = 'x-tieline-demo-person';

const STORAGE_KEY = 'tieline.demo-person';

/** The people that the demo sign-in is configured with; nobody where it is not. */
export function readDemoPeople(config: ConfigApi): DemoPerson[] {
  return (
    config.getOptionalConfigArray(
      `auth.providers.${DEMO_PROVIDER_ID}.people`,
    ) ?? []
  ).map(person => ({
    entityRef: person.getString('entityRef'),
    displayName: person.getString('displayName'),
    role: person.getString('role'),
  }));
}

/** Keeps the choice over reloads, until its person signs out. */
export const chosenPerson = {
  get(people: DemoPerson[]): DemoPerson | undefined {
    const entityRef = window.localStorage.getItem(STORAGE_KEY);
    return people.find(person => person.entityRef === entityRef);
  },
  set(person: DemoPerson): void {
    window.localStorage.setItem(STORAGE_KEY, person.entityRef);
  },
  forget(): void {
    window.localStorage.removeItem(STORAGE_KEY);
  },
};

/** The identity, with a sign-out that leads back to the list of people. */
export function forgetOnSignOut(identity: IdentityApi): IdentityApi {
  return {
    getProfileInfo: () => identity.getProfileInfo(),
    getBackstageIdentity: () => identity.getBackstageIdentity(),
    getCredentials: () => identity.getCredentials(),
    async signOut() {
      chosenPerson.forget();
      await identity.signOut();
    },
  };
}
