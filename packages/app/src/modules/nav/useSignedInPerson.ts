import { parseEntityRef } from '@backstage/catalog-model';
import {
  identityApiRef,
  useApi,
  useRouteRef,
} from '@backstage/frontend-plugin-api';
import { catalogApiRef, entityRouteRef } from '@backstage/plugin-catalog-react';
import { useEffect, useState } from 'react';

/** Who is signed in, as far as the navigation shows it. */
export interface SignedInPerson {
  displayName: string;
  /** The person's own page; missing where the catalog does not know the person. */
  href?: string;
}

/** Whoever is signed in; undefined until it is known. */
export function useSignedInPerson(): SignedInPerson | undefined {
  const identityApi = useApi(identityApiRef);
  const catalogApi = useApi(catalogApiRef);
  const entityRoute = useRouteRef(entityRouteRef);
  const [person, setPerson] = useState<SignedInPerson>();

  useEffect(() => {
    let current = true;
    async function load() {
      const [profile, { userEntityRef }] = await Promise.all([
        identityApi.getProfileInfo(),
        identityApi.getBackstageIdentity(),
      ]);
      const name = parseEntityRef(userEntityRef);
      const displayName = profile.displayName ?? name.name;
      if (current) {
        setPerson({ displayName });
      }
      // A catalog that cannot be asked takes the link away, not the menu.
      const entity = await catalogApi
        .getEntityByRef(userEntityRef)
        .catch(() => undefined);
      if (current && entity && entityRoute) {
        setPerson({ displayName, href: entityRoute(name) });
      }
    }
    load();
    return () => {
      current = false;
    };
  }, [identityApi, catalogApi, entityRoute]);

  return person;
}
