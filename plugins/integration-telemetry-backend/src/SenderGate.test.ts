import { mockCredentials, mockServices } from '@backstage/backend-test-utils';
import { AuthenticationError, NotAllowedError } from '@backstage/errors';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { Sender } from './otlp/Sender';
import { createSenderFinder, SenderGate } from './SenderGate';

const HEADER = 'Bearer a-token';

function gate(options: { tokens?: Sender[]; subject?: string } = {}) {
  const auth = mockServices.auth.mock();
  auth.authenticate.mockImplementation(async () =>
    mockCredentials.service(options.subject ?? 'tieline-otlp'),
  );
  auth.isPrincipal.mockImplementation(
    ((credentials: any, type: string) =>
      credentials.principal.type === type) as never,
  );
  const permissions = mockServices.permissions.mock();
  permissions.authorize.mockImplementation(async () => [
    { result: AuthorizeResult.ALLOW },
  ]);
  const clock = { nowMs: 0 };
  const senders = new SenderGate({
    find: createSenderFinder({
      auth,
      permissions,
      tokens: options.tokens ?? [],
    }),
    now: () => clock.nowMs,
  });
  const authorise = (header: string | undefined) => senders.authorise(header);
  return { auth, permissions, clock, authorise };
}

describe('SenderGate', () => {
  it('lets a service with the permission in, and says who it is', async () => {
    const { authorise, auth, permissions } = gate();

    await expect(authorise(HEADER)).resolves.toEqual({
      subject: 'tieline-otlp',
    });
    expect(auth.authenticate).toHaveBeenCalledWith('a-token');
    expect(permissions.authorize.mock.calls[0][0]).toEqual([
      {
        permission: expect.objectContaining({
          name: 'integration.telemetry.ingest',
        }),
      },
    ]);
  });

  it.each([undefined, '', 'Basic YTpi', 'Bearer', 'Bearer two words'])(
    'answers 401 to the header %p without asking anybody',
    async header => {
      const { authorise, auth } = gate();

      await expect(authorise(header)).rejects.toMatchObject({
        httpStatus: 401,
        message: 'Send a valid token as Authorization: Bearer',
      });
      expect(auth.authenticate).not.toHaveBeenCalled();
    },
  );

  it('answers 401 to a token that nobody issued', async () => {
    const { authorise, auth } = gate();
    auth.authenticate.mockRejectedValue(new AuthenticationError('Illegal'));

    await expect(authorise(HEADER)).rejects.toMatchObject({ httpStatus: 401 });
  });

  it('answers 403 to a token for other plugins', async () => {
    const { authorise, auth } = gate();
    auth.authenticate.mockRejectedValue(new NotAllowedError('restricted'));

    await expect(authorise(HEADER)).rejects.toMatchObject({
      httpStatus: 403,
      message: 'This token may not send telemetry',
    });
  });

  it('answers 403 to a person, whatever that person may do', async () => {
    const { authorise, auth } = gate();
    auth.authenticate.mockResolvedValue(mockCredentials.user());

    await expect(authorise(HEADER)).rejects.toMatchObject({
      httpStatus: 403,
      message: expect.stringContaining('People do not send telemetry'),
    });
  });

  it('answers 403 to a token without the permission', async () => {
    const { authorise, permissions } = gate();
    permissions.authorize.mockResolvedValue([{ result: AuthorizeResult.DENY }]);

    await expect(authorise(HEADER)).rejects.toMatchObject({
      httpStatus: 403,
      message: 'This token lacks the permission integration.telemetry.ingest',
    });
  });

  it.each(['auth', 'permissions'] as const)(
    'asks the sender to come again, and never to drop, while %s is out',
    async service => {
      const { authorise, auth, permissions } = gate();
      const out = new Error('connect ECONNREFUSED');
      if (service === 'auth') {
        auth.authenticate.mockRejectedValueOnce(out);
      } else {
        permissions.authorize.mockRejectedValueOnce(out);
      }

      await expect(authorise(HEADER)).rejects.toMatchObject({
        httpStatus: 503,
        retryAfterSeconds: 5,
      });
      await expect(authorise(HEADER)).resolves.toBeDefined();
    },
  );

  it('asks once for a sender’s requests of ten seconds, then again', async () => {
    const { authorise, auth, permissions, clock } = gate();

    await authorise(HEADER);
    clock.nowMs = 9_999;
    await authorise(HEADER);
    expect(auth.authenticate).toHaveBeenCalledTimes(1);

    clock.nowMs = 10_000;
    permissions.authorize.mockResolvedValue([{ result: AuthorizeResult.DENY }]);
    await expect(authorise(HEADER)).rejects.toMatchObject({ httpStatus: 403 });
    expect(auth.authenticate).toHaveBeenCalledTimes(2);
  });

  it('asks once for requests that arrive together, and anew after a refusal', async () => {
    const { authorise, auth } = gate();
    auth.authenticate.mockRejectedValueOnce(new AuthenticationError('Illegal'));

    const together = await Promise.allSettled([
      authorise(HEADER),
      authorise(HEADER),
    ]);
    expect(together.map(({ status }) => status)).toEqual([
      'rejected',
      'rejected',
    ]);
    expect(auth.authenticate).toHaveBeenCalledTimes(1);

    await expect(authorise(HEADER)).resolves.toBeDefined();
    expect(auth.authenticate).toHaveBeenCalledTimes(2);
  });

  it('never answers for one token with another’s sender', async () => {
    const { authorise, auth } = gate();
    auth.authenticate.mockImplementation(async token =>
      mockCredentials.service(`of-${token}`),
    );

    await expect(authorise('Bearer one')).resolves.toMatchObject({
      subject: 'of-one',
    });
    await expect(authorise('bearer  two')).resolves.toMatchObject({
      subject: 'of-two',
    });
  });

  it('forgets the oldest of more than a thousand tokens', async () => {
    const { authorise, auth } = gate();
    for (let index = 0; index <= 1_000; index += 1) {
      await authorise(`Bearer ${index}`);
    }

    await authorise('Bearer 1000');
    expect(auth.authenticate).toHaveBeenCalledTimes(1_001);
    await authorise('Bearer 0');
    expect(auth.authenticate).toHaveBeenCalledTimes(1_002);
  });

  it.each(['checkout', 'external:checkout'])(
    'binds the token of subject %s as configured, however Backstage names it',
    async subject => {
      const environments = new Set(['staging']);
      const { authorise } = gate({
        subject,
        tokens: [
          { subject: 'checkout', environments, defaultEnvironment: 'staging' },
        ],
      });

      await expect(authorise(HEADER)).resolves.toEqual({
        subject,
        environments,
        defaultEnvironment: 'staging',
      });
    },
  );
});
