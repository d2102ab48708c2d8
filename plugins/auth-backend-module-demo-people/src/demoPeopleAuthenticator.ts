import { AuthenticationError, NotAllowedError } from '@backstage/errors';
import { createProxyAuthenticator } from '@backstage/plugin-auth-node';
import { DemoPerson, readDemoPeople } from './readDemoPeople';

/** The request header that names the chosen person's entity reference. */
export const DEMO_PERSON_HEADER = 'x-tieline-demo-person';

/** Takes the person that the visitor chose, as long as that person is on the list. */
export const demoPeopleAuthenticator = createProxyAuthenticator({
  initialize: ({ config }) => readDemoPeople(config),
  defaultProfileTransform: async (person: DemoPerson) => ({
    profile: { displayName: person.displayName },
  }),
  async authenticate({ req }, people: Map<string, DemoPerson>) {
    const chosen = req.get(DEMO_PERSON_HEADER);
    if (!chosen) {
      throw new AuthenticationError(
        `Nobody was chosen: send the header ${DEMO_PERSON_HEADER} with the entity reference of a person of the demo.`,
      );
    }
    const person = people.get(chosen.toLocaleLowerCase('en-US'));
    if (!person) {
      throw new NotAllowedError(
        `${chosen} is not one of the people in auth.providers.demo-people.people.`,
      );
    }
    return { result: person };
  },
});
