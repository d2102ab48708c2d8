import { mockServices } from '@backstage/backend-test-utils';
import { EntityProviderConnection } from '@backstage/plugin-catalog-node';
import { TielineApisProvider } from './TielineApisProvider';

const config = (providers: object) =>
  mockServices.rootConfig({ data: { catalog: { providers } } });

function provider(answer: (address: string) => Response, data: object) {
  const logger = mockServices.logger.mock();
  const created = TielineApisProvider.fromConfig(config(data), {
    taskRunner: { run: async task => void (await task.fn(undefined as any)) },
    auth: mockServices.auth(),
    discovery: mockServices.discovery(),
    logger,
    fetch: async address => answer(String(address)),
  });
  const connection: jest.Mocked<EntityProviderConnection> = {
    applyMutation: jest.fn(),
    refresh: jest.fn(),
  };
  return { created, connection, logger };
}

describe('TielineApisProvider', () => {
  const document = { openapi: '3.1.0', info: { description: 'What it does' } };

  it('is not there unless configured', () => {
    expect(provider(() => Response.json({}), {}).created).toBeUndefined();
  });

  it('lists each API with its document and the configured owner', async () => {
    const { created, connection } = provider(() => Response.json(document), {
      tielineApis: { owner: 'integration-guild' },
    });
    await created!.connect(connection);

    const entities = connection.applyMutation.mock.calls.map(([mutation]) =>
      mutation.type === 'delta' ? mutation.added[0].entity : undefined,
    );
    expect(entities.map(entity => entity?.metadata.name)).toEqual([
      'integration-telemetry',
      'integration-contracts',
      'integration-governance',
    ]);
    expect(entities[0]).toMatchObject({
      kind: 'API',
      metadata: { description: 'What it does' },
      spec: { type: 'openapi', owner: 'integration-guild' },
    });
    expect(JSON.parse(entities[0]!.spec!.definition as string)).toEqual(
      document,
    );
  });

  it('keeps what is there of a plugin that does not answer, and says so', async () => {
    const { created, connection, logger } = provider(
      address =>
        address.includes('telemetry')
          ? new Response('down', { status: 503 })
          : Response.json(document),
      { tielineApis: { owner: 'integration-guild' } },
    );
    await created!.connect(connection);

    expect(connection.applyMutation).toHaveBeenCalledTimes(2);
    expect(logger.warn).toHaveBeenCalledWith(
      expect.stringContaining(
        'The API of integration-telemetry could not be listed',
      ),
    );
  });
});
