import { IntegrationTelemetryClient } from './telemetry';

describe('IntegrationTelemetryClient', () => {
  const client = (response: Response) => {
    const ask = jest.fn(async (_url: string, _init: RequestInit) => response);
    return {
      ask,
      api: new IntegrationTelemetryClient({
        discovery: { getBaseUrl: async id => `http://portal/api/${id}` },
        fetchApi: { fetch: ask as unknown as typeof fetch },
      }),
    };
  };

  it('repeats a parameter for each value, leaves out the missing, sends the token', async () => {
    const { api, ask } = client(new Response('{"items":[]}'));
    await api.listHealth(
      { status: ['failing', 'silent'], text: 'a&b', cursor: undefined },
      { token: 't' },
    );
    const [url, init] = ask.mock.calls[0];
    expect(url).toBe(
      'http://portal/api/integration-telemetry/v1/health?status=failing&status=silent&text=a%26b',
    );
    expect(init.headers).toEqual({ Authorization: 'Bearer t' });
  });

  it('encodes what goes into the path', async () => {
    const { api, ask } = client(new Response('{}'));
    await api.getHealth({ namespace: 'default', name: 'a/b' });
    expect(ask.mock.calls[0][0]).toContain('/v1/health/default/a%2Fb');
  });

  it('throws the error that the backend answered with', async () => {
    const { api } = client(
      new Response(
        JSON.stringify({
          error: { name: 'NotFoundError', message: 'No integration a' },
          response: { statusCode: 404 },
        }),
        { status: 404, headers: { 'Content-Type': 'application/json' } },
      ),
    );
    await expect(
      api.getHealth({ namespace: 'default', name: 'a' }),
    ).rejects.toMatchObject({
      message: 'No integration a',
      statusCode: 404,
      body: { error: { message: 'No integration a' } },
    });
  });

  it('names the status where what answered is no backend', async () => {
    const { api } = client(
      new Response('<html>', { status: 502, statusText: 'Bad Gateway' }),
    );
    await expect(
      api.getHealth({ namespace: 'default', name: 'a' }),
    ).rejects.toMatchObject({
      statusCode: 502,
      message: expect.stringContaining('502'),
    });
  });

  it('accepts a trend in the environment that was looked at', async () => {
    const { api, ask } = client(new Response(null, { status: 204 }));
    await api.acceptTrend({ namespace: 'default', name: 'a' }, 'latency', {
      environment: 'staging',
    });
    const [url, init] = ask.mock.calls[0];
    expect(url).toBe(
      'http://portal/api/integration-telemetry/v1/trends/default/a/latency/acceptance?environment=staging',
    );
    expect(init.method).toBe('PUT');
  });
});
