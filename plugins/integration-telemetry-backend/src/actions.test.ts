import { createServiceFactory } from '@backstage/backend-plugin-api';
import { actionsRegistryServiceRef } from '@backstage/backend-plugin-api/alpha';
import {
  mockCredentials,
  mockServices,
  TestDatabases,
} from '@backstage/backend-test-utils';
import { actionsRegistryServiceMock } from '@backstage/backend-test-utils/alpha';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { HealthPage } from '@tieline/plugin-integrations-common/telemetry';
import { createCatalog, startTelemetry } from './__testUtils__/startTelemetry';
import {
  component,
  integration,
  span,
  traces,
} from './__testUtils__/telemetry';

jest.setTimeout(60_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3'] });

const payment = integration('payment-authorise', {
  telemetry: {
    matchers: [
      { conditions: [{ attribute: 'server.address', equals: 'pay.example' }] },
    ],
  },
});
const failing = traces(
  { 'service.name': 'checkout', 'deployment.environment.name': 'production' },
  Array.from({ length: 40 }, (_, nth) =>
    span({
      attributes: {
        'http.request.method': 'POST',
        'server.address': 'pay.example',
        'http.response.status_code': nth < 20 ? 503 : 200,
      },
    }),
  ),
);

describe('what agents may ask of health', () => {
  const explain = async (permissions?: AuthorizeResult.DENY) => {
    const registry = actionsRegistryServiceMock({
      logger: mockServices.logger.mock(),
    });
    const telemetry = await startTelemetry({
      knex: await databases.init('SQLITE_3'),
      catalog: createCatalog([payment, component('checkout', 'web-shop')]),
      permissions,
      features: [
        createServiceFactory({
          service: actionsRegistryServiceRef,
          deps: {},
          factory: () => registry,
        }),
      ],
    });
    const ask = (name: string) =>
      registry.invoke({
        id: 'test:explain-health',
        input: { integration: name },
        credentials: mockCredentials.user(),
      });
    return { telemetry, registry, ask };
  };

  it('is why an integration fails, with its numbers and who calls it', async () => {
    const { telemetry, registry, ask } = await explain();
    const { actions } = await registry.list();
    expect(actions).toMatchObject([
      { name: 'explain-health', attributes: { readOnly: true } },
    ]);
    await telemetry.until<HealthPage>(
      '/v1/health',
      ({ totalItems }) => totalItems === 1,
    );
    await telemetry.otlp('traces').send(failing);
    await telemetry.until<HealthPage>(
      '/v1/health',
      ({ items }) => items[0]?.status === 'failing',
    );
    const { output } = await ask('payment-authorise');
    expect(output).toMatchObject({
      entityRef: 'integration:default/payment-authorise',
      status: 'failing',
      environment: 'production',
      reasons: [{ headline: expect.stringMatching(/50.*% of calls fail/) }],
      calls: { errorRate: 0.5, p95Ms: expect.any(Number) },
      consumers: ['checkout'],
    });
    await expect(ask('nobody')).rejects.toMatchObject({
      name: 'NotFoundError',
    });
    await telemetry.stop();
  });

  it('is nothing for whoever may not read it', async () => {
    const { telemetry, ask } = await explain(AuthorizeResult.DENY);
    await expect(ask('payment-authorise')).rejects.toMatchObject({
      name: 'NotAllowedError',
    });
    await telemetry.stop();
  });
});
