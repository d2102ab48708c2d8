import { rootHttpRouterServiceFactory } from '@backstage/backend-defaults/rootHttpRouter';
import {
  mockServices,
  ServiceFactoryTester,
} from '@backstage/backend-test-utils';
import { AddressInfo } from 'net';
import {
  configureRootHttpRouter,
  exceptQuiet,
  isQuiet,
} from './rootHttpRouter';

describe('isQuiet', () => {
  it.each([
    '/api/integration-telemetry/otlp/v1/traces',
    '/api/integration-telemetry/otlp/v1/metrics?x=1',
    '/api/integration-telemetry/v1/runs',
  ])('leaves %s out of the request log', url => {
    expect(isQuiet(url)).toBe(true);
  });

  it.each([
    '/',
    '/api/integration-telemetry/v1/health',
    '/api/integration-telemetry/v1/runs-of-somebody',
    '/api/catalog/entities?path=/api/integration-telemetry/otlp',
  ])('logs %s', url => {
    expect(isQuiet(url)).toBe(false);
  });
});

describe('exceptQuiet', () => {
  it('hands every request on, whether it is logged or not', () => {
    const log = jest.fn((_request, _response, next) => next());
    const handler = exceptQuiet(log);
    const next = jest.fn();

    handler({ originalUrl: '/' } as any, {} as any, next);
    expect(log).toHaveBeenCalledTimes(1);

    handler(
      { originalUrl: '/api/integration-telemetry/otlp/v1/traces' } as any,
      {} as any,
      next,
    );
    expect(log).toHaveBeenCalledTimes(1);
    expect(next).toHaveBeenCalledTimes(2);
  });
});

describe('configureRootHttpRouter', () => {
  const OTLP = '/api/integration-telemetry/otlp/v1/traces';
  const stops: Array<() => Promise<void>> = [];
  afterEach(async () => {
    await Promise.all(stops.splice(0).map(stop => stop()));
  });

  async function start(backend: object = {}) {
    let url = '';
    const logged: string[] = [];
    const lifecycle = mockServices.rootLifecycle.mock();
    lifecycle.addShutdownHook.mockImplementation(hook => {
      stops.push(async () => hook());
    });
    const logger = mockServices.rootLogger.mock();
    logger.child.mockReturnValue(logger);
    logger.info.mockImplementation(message => {
      logged.push(message);
    });
    let address = () => '';
    const router = await ServiceFactoryTester.from(
      rootHttpRouterServiceFactory({
        configure(context) {
          address = () =>
            `http://127.0.0.1:${
              (context.server.address() as AddressInfo).port
            }`;
          configureRootHttpRouter(context);
        },
      }),
      {
        dependencies: [
          mockServices.rootConfig.factory({
            data: {
              backend: { listen: { host: '127.0.0.1', port: 0 }, ...backend },
            },
          }),
          mockServices.rootLifecycle.mock().factory,
          lifecycle.factory,
          logger.factory,
        ],
      },
    ).getSubject();
    url = address();
    router.use('/api/integration-telemetry', (request, response, next) => {
      if (request.url.includes('broken')) {
        next(new Error('broken'));
      } else if (request.url.includes('nowhere')) {
        next();
      } else {
        response.end('taken');
      }
    });
    return {
      logged,
      fetch: (path: string, headers: Record<string, string> = {}) =>
        fetch(`${url}${path}`, { headers }),
    };
  }

  it('takes OTLP without what only browsers and people need', async () => {
    const portal = await start();

    const response = await portal.fetch(OTLP);

    expect(await response.text()).toBe('taken');
    expect(response.headers.has('content-security-policy')).toBe(false);
    expect(response.headers.has('vary')).toBe(false);
    expect(response.headers.has('x-powered-by')).toBe(false);
    expect(portal.logged.join()).not.toContain(OTLP);
  });

  it.each([
    '/api/integration-telemetry/v1/health',
    '/.backstage/health/v1/liveness',
  ])('protects %s as ever', async path => {
    const portal = await start();

    const response = await portal.fetch(path);

    expect(response.status).toBe(200);
    expect(response.headers.has('content-security-policy')).toBe(true);
    expect(response.headers.has('x-powered-by')).toBe(false);
    expect(portal.logged.join()).toContain(path);
  });

  it('answers a browser that sends OTLP as CORS is configured', async () => {
    const portal = await start({
      cors: { origin: 'https://shop.example.com' },
    });

    const response = await portal.fetch(OTLP, {
      origin: 'https://shop.example.com',
    });

    expect(response.headers.get('access-control-allow-origin')).toBe(
      'https://shop.example.com',
    );
  });

  it('limits the rate of OTLP too, where a limit is configured', async () => {
    const portal = await start({
      rateLimit: {
        window: { minutes: 1 },
        incomingRequestLimit: 1,
        // This machine is let off by default.
        ipAllowList: [],
      },
    });

    expect((await portal.fetch(OTLP)).status).toBe(200);
    expect((await portal.fetch(OTLP)).status).toBe(429);
  });

  it('answers what goes wrong under OTLP’s path like everything else', async () => {
    const portal = await start();

    const broken = await portal.fetch(`${OTLP}?broken`);
    expect(broken.status).toBe(500);
    expect(await broken.json()).toMatchObject({
      response: { statusCode: 500 },
    });
  });

  it('asks senders to come back while the plugin is not there yet', async () => {
    const portal = await start();
    const early = await portal.fetch(`${OTLP}?nowhere`, {
      'content-type': 'application/json',
    });
    expect(early.status).toBe(503);
    expect(early.headers.get('retry-after')).toBe('5');
    expect(await early.json()).toEqual({
      code: 14,
      message: 'Tieline is starting',
    });
  });
});
