import { mockCredentials, TestDatabases } from '@backstage/backend-test-utils';
import { HealthPage } from '@tieline/plugin-integrations-common/telemetry';
import { execFile } from 'child_process';
import { dirname, join } from 'path';
import { promisify } from 'util';
import { createCatalog, startTelemetry } from './__testUtils__/startTelemetry';
import { startTarget } from './__testUtils__/startTarget';
import { integration, span, traces } from './__testUtils__/telemetry';

jest.setTimeout(120_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3'] });
const senders = join(__dirname, '__testUtils__', 'senders');
const ADDRESS = 'prices.example.com';

/** Forty calls of an integration, of which a quarter fails. */
const calls = Array.from(
  { length: 40 },
  (_, call) => `/prices/${call}${call % 4 === 0 ? '/fail' : ''}`,
);
const expected = { calls: 40, errors: 10, errorRate: 0.25 };

/** The binary that the `deno` package has for this platform. */
function findDeno(): string | undefined {
  const libc = process.platform === 'linux' ? '-glibc' : '';
  const name = `@deno/${process.platform}-${process.arch}${libc}`;
  const binary = process.platform === 'win32' ? 'deno.exe' : 'deno';
  try {
    return join(dirname(require.resolve(`${name}/package.json`)), binary);
  } catch {
    return undefined;
  }
}

const deno = findDeno();
const authorization = mockCredentials.service.header();

describe('senders other than the OpenTelemetry SDK', () => {
  let target: Awaited<ReturnType<typeof startTarget>>;
  let telemetry: Awaited<ReturnType<typeof startTelemetry>>;
  let endpoint: string;

  beforeEach(async () => {
    target = await startTarget();
    const told = (attribute: string, how: object) => ({
      conditions: [{ attribute, ...how }],
    });
    telemetry = await startTelemetry({
      knex: await databases.init('SQLITE_3'),
      catalog: createCatalog([
        integration('prices', {
          telemetry: {
            matchers: [
              told('url.full', { prefix: `${target.url}/prices/` }),
              told('server.address', { equals: ADDRESS }),
              told('service.name', { equals: 'price-server' }),
            ],
          },
        }),
        integration('sentinel'),
      ]),
    });
    endpoint = `http://localhost:${telemetry.server.port()}/api/integration-telemetry/otlp`;
    await telemetry.until<HealthPage>(
      '/v1/health',
      page => page.totalItems === 2,
    );
  });

  afterEach(async () => {
    await telemetry.stop();
    await target.stop();
  });

  async function run(
    program: string,
    args: string[],
    environment: Record<string, string>,
  ) {
    const { stderr } = await promisify(execFile)(program, args, {
      env: {
        PATH: process.env.PATH,
        OTEL_EXPORTER_OTLP_ENDPOINT: endpoint,
        OTEL_EXPORTER_OTLP_HEADERS: `authorization=${encodeURIComponent(authorization)}`,
        OTEL_RESOURCE_ATTRIBUTES: 'deployment.environment.name=production',
        ...environment,
      },
    });
    expect(stderr).toBe('');
  }

  /** What of the integration is counted once nothing is under way any more. */
  async function counted() {
    const last = await telemetry
      .otlp('traces')
      .send(
        traces({ 'service.name': 'test' }, [
          span({ attributes: { 'tieline.integration': 'sentinel' } }),
        ]),
      );
    expect(last.status).toBe(200);
    const find = ({ items }: HealthPage, name: string) =>
      items.find(item => item.integration.name === name);
    const page = await telemetry.until<HealthPage>(
      '/v1/health',
      body =>
        find(body, 'sentinel')?.calls?.calls === 1 &&
        find(body, 'prices')?.calls?.calls === expected.calls,
    );
    return find(page, 'prices')?.calls;
  }

  const withDeno = deno ? describe : describe.skip;
  withDeno(
    "Deno's exporter (there has to be a binary of the package deno)",
    () => {
      const runDeno = (
        protocol: string,
        service: string,
        options: { calls: string[]; target?: string },
      ) =>
        run(
          deno!,
          [
            'run',
            '--quiet',
            '--no-config',
            '--allow-net',
            join(senders, 'deno.mjs'),
            JSON.stringify(options),
          ],
          {
            OTEL_DENO: 'true',
            OTEL_SERVICE_NAME: service,
            OTEL_EXPORTER_OTLP_PROTOCOL: protocol,
            DENO_NO_UPDATE_CHECK: '1',
          },
        );

      it.each(['http/protobuf', 'http/json'])(
        'has each call of its fetch counted once, over %s',
        async protocol => {
          await runDeno(protocol, 'shop', { calls, target: target.url });
          expect(await counted()).toMatchObject({
            ...expected,
            source: 'spans',
          });
        },
      );

      it.each(['http/protobuf', 'http/json'])(
        'has a call counted once that its client, its server and its metrics report, over %s',
        async protocol => {
          await runDeno(protocol, 'price-server', { calls });
          expect(await counted()).toMatchObject({
            ...expected,
            source: 'metrics',
          });
        },
      );
    },
  );

  describe("dd-trace's OTLP mode", () => {
    const runDatadog = (options: object, environment: Record<string, string>) =>
      run(
        process.execPath,
        [join(senders, 'ddTrace.cjs'), JSON.stringify(options)],
        {
          DD_SERVICE: 'shop',
          DD_ENV: 'production',
          // It does not decode what stands in it, as the specification has it.
          OTEL_EXPORTER_OTLP_HEADERS: `authorization=${authorization}`,
          DD_TRACE_OTEL_SEMANTICS_ENABLED: 'true',
          DD_INSTRUMENTATION_TELEMETRY_ENABLED: 'false',
          DD_REMOTE_CONFIGURATION_ENABLED: 'false',
          ...environment,
        },
      );

    it('has each HTTP call counted once, and not the connection it is made over', async () => {
      await runDatadog(
        { calls, target: target.url },
        { OTEL_TRACES_EXPORTER: 'otlp' },
      );
      expect(await counted()).toMatchObject({ ...expected, source: 'spans' });
    });

    it.each(['http/protobuf', 'http/json'])(
      'has what its metrics measured counted once, over %s',
      async protocol => {
        await runDatadog(
          { calls, metric: { address: ADDRESS } },
          {
            DD_METRICS_OTEL_ENABLED: 'true',
            OTEL_EXPORTER_OTLP_METRICS_PROTOCOL: protocol,
          },
        );
        expect(await counted()).toMatchObject({
          ...expected,
          source: 'metrics',
        });
      },
    );
  });

  describe("Effect's exporters", () => {
    const runEffect = (layer: string, options: object) =>
      run(
        process.execPath,
        [
          join(senders, 'effect.mjs'),
          JSON.stringify({
            layer,
            endpoint,
            authorization,
            service: 'shop',
            calls,
            target: target.url,
            ...options,
          }),
        ],
        {},
      );

    it.each(['layerProtobuf', 'layerJson'])(
      'have each span counted once, with %s',
      async layer => {
        await runEffect(layer, {});
        expect(await counted()).toMatchObject({ ...expected, source: 'spans' });
      },
    );

    it.each(['layerProtobuf', 'layerJson'])(
      'have what their metrics measured counted once, with %s',
      async layer => {
        await runEffect(layer, { metric: { address: ADDRESS } });
        expect(await counted()).toMatchObject({
          ...expected,
          source: 'metrics',
        });
      },
    );
  });
});
