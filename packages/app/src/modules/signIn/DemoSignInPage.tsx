import { ProxiedSignInPage } from '@backstage/core-components';
import { SignInPageProps } from '@backstage/plugin-app-react';
import { Avatar, Text } from '@backstage/ui';
import { useMemo, useState } from 'react';
import { Logo } from '../nav/Logo';
import {
  chosenPerson,
  DEMO_PERSON_HEADER,
  DEMO_PROVIDER_ID,
  DemoPerson,
  forgetOnSignOut,
} from './demoPeople';
import { SignInFailure } from './SignInFailure';
import styles from './SignIn.module.css';

function PeopleList(props: {
  people: DemoPerson[];
  onChoose: (person: DemoPerson) => void;
}) {
  return (
    <ul className={styles.people}>
      {props.people.map(person => (
        <li key={person.entityRef}>
          <button
            type="button"
            className={styles.person}
            onClick={() => props.onChoose(person)}
          >
            <span aria-hidden="true">
              <Avatar src="" name={person.displayName} size="large" />
            </span>
            <span>
              <Text as="span" weight="bold" className={styles.line}>
                {person.displayName}
              </Text>
              <Text as="span" color="secondary" className={styles.line}>
                {person.role}
              </Text>
            </span>
          </button>
        </li>
      ))}
    </ul>
  );
}

/** Lets a visitor of the demo choose whom to be. */
export function DemoSignInPage(
  props: SignInPageProps & { people: DemoPerson[] },
) {
  const { people, onSignInSuccess } = props;
  const [chosen, setChosen] = useState(() => chosenPerson.get(people));
  const [attempt, setAttempt] = useState(1);

  const ErrorComponent = useMemo(
    () =>
      function SignInProblem({ error }: { error?: Error }) {
        return (
          <SignInFailure
            error={error}
            onRetry={() => setAttempt(count => count + 1)}
            onBack={() => {
              chosenPerson.forget();
              setChosen(undefined);
            }}
          />
        );
      },
    [],
  );

  if (chosen) {
    return (
      <ProxiedSignInPage
        key={`${chosen.entityRef} ${attempt}`}
        provider={DEMO_PROVIDER_ID}
        headers={{ [DEMO_PERSON_HEADER]: chosen.entityRef }}
        ErrorComponent={ErrorComponent}
        onSignInSuccess={identity => onSignInSuccess(forgetOnSignOut(identity))}
      />
    );
  }

  return (
    <main className={styles.page}>
      <div className={styles.panel}>
        <div className={styles.brand}>
          <Logo />
          Tieline
        </div>
        <h1 className={styles.title}>Who would you like to be?</h1>
        <Text as="p" color="secondary" className={styles.lead}>
          This is the demo sign-in: it asks for no password and works on this
          computer only.
        </Text>
        <PeopleList
          people={people}
          onChoose={person => {
            chosenPerson.set(person);
            setChosen(person);
          }}
        />
      </div>
    </main>
  );
}
