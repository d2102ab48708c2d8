import { mockServices, startTestBackend } from '@backstage/backend-test-utils';
import authPlugin from '@backstage/plugin-auth-backend';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import request from 'supertest';
import authModuleDemoPeople from './index';

const mira = {
  entityRef: 'user:default/mira.kask',
  displayName: 'Mira Kask',
  role: 'fulfilment',
};

const miraEntity = {
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'User',
  metadata: { name: 'mira.kask' },
  spec: { memberOf: ['fulfilment'] },
  relations: [{ type: 'memberOf', targetRef: 'group:default/fulfilment' }],
};

async function start(options: {
  people?: object[];
  baseUrl?: string;
  backendBaseUrl?: string;
}) {
  const auditor = mockServices.auditor.mock();
  const event = { success: jest.fn(), fail: jest.fn() };
  auditor.createEvent.mockResolvedValue(event);
  const { server } = await startTestBackend({
    features: [
      authPlugin,
      authModuleDemoPeople,
      auditor.factory,
      catalogServiceMock.factory({ entities: [miraEntity] }),
      mockServices.rootConfig.factory({
        data: {
          app: { baseUrl: options.baseUrl ?? 'http://localhost:7007' },
          backend: {
            baseUrl: options.backendBaseUrl ?? 'http://localhost:7007',
          },
          auth: {
            providers: options.people && {
              'demo-people': { people: options.people },
            },
          },
        },
      }),
    ],
  });
  return {
    auditor,
    event,
    signIn: (person?: string) => {
      const call = request(server).get('/api/auth/demo-people/refresh');
      return person ? call.set('x-tieline-demo-person', person) : call;
    },
  };
}

describe('authModuleDemoPeople', () => {
  it('signs a person of the catalog in with the person’s teams', async () => {
    const { signIn } = await start({ people: [mira] });

    const { status, body } = await signIn('user:default/mira.kask');

    expect(status).toBe(200);
    expect(body.profile).toEqual({ displayName: 'Mira Kask' });
    expect(body.backstageIdentity.identity).toEqual({
      type: 'user',
      userEntityRef: 'user:default/mira.kask',
      ownershipEntityRefs: [
        'user:default/mira.kask',
        'group:default/fulfilment',
      ],
    });
  });

  it('turns away whoever is not listed, and whoever names nobody', async () => {
    const { signIn } = await start({ people: [mira] });

    await expect(signIn('user:default/mallory')).resolves.toMatchObject({
      status: 403,
    });
    await expect(signIn()).resolves.toMatchObject({ status: 401 });
  });

  it('asks for patience while the catalog does not know the person yet', async () => {
    const { signIn } = await start({
      people: [{ ...mira, entityRef: 'user:default/jon.aalto' }],
    });

    const { status, body } = await signIn('user:default/jon.aalto');

    expect(status).toBe(404);
    expect(body.error.message).toContain('is not in the catalog yet');
  });

  it('lets the operator of an empty portal in, owning nothing else', async () => {
    const { signIn } = await start({
      people: [
        {
          entityRef: 'user:default/operator',
          displayName: 'Operator',
          role: 'sets this portal up',
          withoutEntity: true,
        },
      ],
    });

    const { body } = await signIn('user:default/operator');

    expect(body.backstageIdentity.identity).toMatchObject({
      userEntityRef: 'user:default/operator',
      ownershipEntityRefs: ['user:default/operator'],
    });
  });

  it('tells the auditor of every sign-in and every refusal', async () => {
    const { signIn, auditor, event } = await start({ people: [mira] });

    await signIn('user:default/mira.kask');
    expect(auditor.createEvent).toHaveBeenCalledWith(
      expect.objectContaining({
        eventId: 'demo-people-sign-in',
        meta: { person: 'user:default/mira.kask' },
      }),
    );
    expect(event.success).toHaveBeenCalledTimes(1);

    await signIn('user:default/mallory');
    expect(event.fail).toHaveBeenCalledTimes(1);
  });

  it.each([
    ['app.baseUrl', { baseUrl: 'https://tieline.example.com' }],
    ['app.baseUrl', { baseUrl: 'http://192.168.1.20:7007' }],
    ['app.baseUrl', { baseUrl: 'http://127.0.0.1.example.com' }],
    ['backend.baseUrl', { backendBaseUrl: 'http://0.0.0.0:7007' }],
  ])('refuses to load when %s leads elsewhere: %j', async (key, urls) => {
    await expect(start({ people: [mira], ...urls })).rejects.toThrow(
      new RegExp(`only loads on a loopback address .*${key} is`),
    );
  });

  it.each(['http://127.0.0.1:7007', 'http://[::1]:7007'])(
    'loads on %s',
    async baseUrl => {
      const { signIn } = await start({ people: [mira], baseUrl });
      await expect(signIn('user:default/mira.kask')).resolves.toMatchObject({
        status: 200,
      });
    },
  );

  it('is no hindrance in production, where it is not configured', async () => {
    const { signIn } = await start({ baseUrl: 'https://tieline.example.com' });

    await expect(signIn('user:default/mira.kask')).resolves.toMatchObject({
      status: 404,
    });
  });

  it.each([
    ['nobody is listed', [], 'list at least one person'],
    ['somebody is listed twice', [mira, mira], 'twice'],
  ])('refuses to load when %s', async (_, people, message) => {
    await expect(start({ people })).rejects.toThrow(message);
  });
});
