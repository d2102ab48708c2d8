import { randomBytes } from 'node:crypto';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { callTrace } from './callTrace';

const dataDirectory = process.env.TIELINE_DATA_DIR ?? '.data';
const token = (name: string) =>
  readFileSync(join(dataDirectory, name), 'utf8').trim();

const tracesPath = '/api/integration-telemetry/otlp/v1/traces';

test('a call between two unknown services is drift within 15 seconds', async ({
  request,
}) => {
  const name = randomBytes(4).toString('hex');
  const sent = await request.post(tracesPath, {
    headers: { Authorization: `Bearer ${token('otlp-token')}` },
    data: callTrace(`caller-${name}`, `callee-${name}`),
  });
  expect(sent.status()).toBe(200);
  expect(await sent.json()).toEqual({});

  const read = async (path: string) => {
    const answer = await request.get(`/api/integration-telemetry/v1${path}`, {
      headers: { Authorization: `Bearer ${token('read-token')}` },
    });
    return answer.json();
  };
  await expect
    .poll(
      async () => {
        const { items } = await read(
          `/drift?kind=undeclared&text=caller-${name}`,
        );
        return items[0] && read(`/drift/${items[0].id}`);
      },
      { timeout: 15_000 },
    )
    .toMatchObject({
      kind: 'undeclared',
      source: { service: `caller-${name}` },
      destination: expect.not.stringContaining('4711'),
      adoption: { yaml: expect.stringContaining('kind: Integration') },
    });
});

test('after adding an Integration for it, the call is its traffic', async ({
  request,
}) => {
  test.setTimeout(180_000);
  const name = `own-${randomBytes(4).toString('hex')}`;
  const folder = join(dataDirectory, 'catalog');
  const list = readFileSync(join(folder, 'all.yaml'), 'utf8');
  const file = join(folder, `${name}.yaml`);
  writeFileSync(
    file,
    `apiVersion: tieline.dev/v1alpha1
kind: Integration
metadata:
  name: ${name}
spec:
  type: point-to-point
  lifecycle: production
  source: web-shop
  targets: [erp]
  reliability: { timeout: soon }
  telemetry:
    matchers:
      - conditions:
          - { attribute: service.name, equals: caller-${name} }
`,
  );
  writeFileSync(
    join(folder, 'all.yaml'),
    list.replace(/targets: .*/, `targets: [./${name}.yaml]`),
  );
  try {
    const read = (path: string) =>
      request.get(path, {
        headers: { Authorization: `Bearer ${token('read-token')}` },
      });
    const health = `/api/integration-telemetry/v1/health/default/${name}`;
    await expect
      .poll(async () => (await read(health)).status(), { timeout: 120_000 })
      .toBe(200);

    const sent = await request.post(tracesPath, {
      headers: { Authorization: `Bearer ${token('otlp-token')}` },
      data: callTrace(`caller-${name}`, `callee-${name}`),
    });
    expect(sent.status()).toBe(200);
    await expect
      .poll(async () => (await (await read(health)).json()).calls?.calls, {
        timeout: 30_000,
      })
      .toBe(1);
    const drift = await read(
      '/api/integration-telemetry/v1/drift?kind=undeclared&limit=500',
    );
    expect(await drift.text()).not.toContain(`caller-${name}`);

    // The mistake in it costs nothing but itself, and is on the entity's page.
    const entity = await read(
      `/api/catalog/entities/by-name/integration/default/${name}`,
    );
    expect((await entity.json()).status.items).toEqual([
      expect.objectContaining({
        message: expect.stringContaining('spec.reliability.timeout'),
      }),
    ]);
  } finally {
    writeFileSync(join(folder, 'all.yaml'), list);
    rmSync(file);
  }
});

test('telemetry takes a token that may send it', async ({ request }) => {
  const send = (authorization?: string) =>
    request.post(tracesPath, {
      headers: authorization ? { Authorization: authorization } : {},
      data: callTrace('a', 'b'),
    });
  expect((await send()).status()).toBe(401);
  expect((await send('Bearer nonsense')).status()).toBe(401);
  expect((await send(`Bearer ${token('read-token')}`)).status()).toBe(403);
});

test('the read token reads, and does nothing else', async ({ request }) => {
  const headers = { Authorization: `Bearer ${token('read-token')}` };
  const list = await request.get(
    '/api/integration-governance/v1/integrations?limit=500',
    { headers },
  );
  expect((await list.json()).totalItems).toBeGreaterThanOrEqual(36);
  const run = await request.post('/api/integration-governance/v1/evaluations', {
    headers,
    data: {},
  });
  expect(run.status()).toBe(403);
});
