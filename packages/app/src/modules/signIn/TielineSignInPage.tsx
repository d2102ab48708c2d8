import { SignInPage } from '@backstage/core-components';
import { configApiRef, useApi } from '@backstage/frontend-plugin-api';
import { SignInPageProps } from '@backstage/plugin-app-react';
import { readDemoPeople } from './demoPeople';
import { DemoSignInPage } from './DemoSignInPage';
import { oidcAuthApiRef } from './oidcAuthApi';

/** The list of people where the demo is configured, else the organisation's own sign-in. */
export function TielineSignInPage(props: SignInPageProps) {
  const people = readDemoPeople(useApi(configApiRef));
  return people.length > 0 ? (
    <DemoSignInPage {...props} people={people} />
  ) : (
    <SignInPage
      {...props}
      title="Tieline"
      align="center"
      provider={{
        id: 'oidc',
        title: 'Your organisation',
        message: 'Sign in with your account.',
        apiRef: oidcAuthApiRef,
      }}
    />
  );
}
