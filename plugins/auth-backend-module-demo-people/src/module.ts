import {
  AuditorService,
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import { NotFoundError } from '@backstage/errors';
import {
  AuthProviderFactory,
  authProvidersExtensionPoint,
  createProxyAuthProviderFactory,
  SignInResolver,
} from '@backstage/plugin-auth-node';
import { assertLoopback } from './assertLoopback';
import {
  DEMO_PERSON_HEADER,
  demoPeopleAuthenticator,
} from './demoPeopleAuthenticator';
import { DemoPerson } from './readDemoPeople';

const PROVIDER_ID = 'demo-people';

const signInAsPerson: SignInResolver<DemoPerson> = async (
  { result: person },
  context,
) => {
  const { entityRef, withoutEntity } = person;
  try {
    return await context.signInWithCatalogUser(
      { entityRef },
      withoutEntity ? { dangerousEntityRefFallback: { entityRef } } : undefined,
    );
  } catch (error) {
    // Without an entity the person would belong to no team for as long as the token lasts.
    if (error instanceof Error && error.name === 'NotFoundError') {
      throw new NotFoundError(
        `${person.displayName} (${entityRef}) is not in the catalog yet. Right after a start it is still being read: try again in a few seconds.`,
      );
    }
    throw error;
  }
};

function createFactory(auditor: AuditorService): AuthProviderFactory {
  const factory = createProxyAuthProviderFactory({
    authenticator: demoPeopleAuthenticator,
    signInResolver: signInAsPerson,
  });
  return context => {
    const handlers = factory(context);
    return {
      ...handlers,
      async refresh(request, response) {
        const event = await auditor.createEvent({
          eventId: 'demo-people-sign-in',
          severityLevel: 'medium',
          request,
          meta: { person: request.get(DEMO_PERSON_HEADER) ?? null },
        });
        try {
          await handlers.refresh?.(request, response);
          await event.success();
        } catch (error) {
          await event.fail({ error: error as Error });
          throw error;
        }
      },
    };
  };
}

/**
 * The auth provider `demo-people`: whoever opens the portal chooses who to be.
 * Steps that need two people can be walked alone that way.
 *
 * @public
 */
export const authModuleDemoPeople = createBackendModule({
  pluginId: 'auth',
  moduleId: 'demo-people',
  register(env) {
    env.registerInit({
      deps: {
        config: coreServices.rootConfig,
        auditor: coreServices.auditor,
        providers: authProvidersExtensionPoint,
      },
      async init({ config, auditor, providers }) {
        // Checked here and not in the factory: in development, the auth backend
        // only warns about a factory that throws.
        if (config.has(`auth.providers.${PROVIDER_ID}`)) {
          assertLoopback(config);
        }
        providers.registerProvider({
          providerId: PROVIDER_ID,
          factory: createFactory(auditor),
        });
      },
    });
  },
});
