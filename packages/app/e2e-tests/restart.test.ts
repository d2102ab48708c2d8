import { ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { expect, Page, test } from '@playwright/test';
import { callTrace } from './callTrace';

const root = resolve(__dirname, '../../..');

async function findFreePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  return typeof address === 'object' && address ? address.port : 0;
}

/** Starts an empty portal of its own and waits until it is ready. */
async function startEmpty(
  port: number,
  dataDirectory: string,
): Promise<ChildProcess> {
  const portal = spawn(
    process.execPath,
    ['scripts/start.mjs', '--empty', '--port', String(port)],
    {
      cwd: root,
      env: { ...process.env, TIELINE_DATA_DIR: dataDirectory },
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  );
  for await (const line of createInterface({ input: portal.stdout! })) {
    if (line.startsWith('Ready after')) {
      portal.stdout!.resume();
      return portal;
    }
  }
  throw new Error('The portal ended before it was ready');
}

async function end(portal: ChildProcess, signal: NodeJS.Signals) {
  if (portal.exitCode !== null || portal.signalCode !== null) {
    return;
  }
  const exited = once(portal, 'exit');
  portal.kill(signal);
  await exited;
}

async function expectBeginning(page: Page, baseUrl: string) {
  await page.goto(baseUrl);
  await page.getByRole('button', { name: /Operator/ }).click();
  await expect(
    page.getByRole('heading', { name: 'No integration is declared yet' }),
  ).toBeVisible();
  await expect(page.getByText('kind: Integration')).toBeVisible();
}

test('an empty portal says how to begin, and what it was told survives SIGKILL', async ({
  page,
  request,
}) => {
  test.setTimeout(300_000);
  const dataDirectory = mkdtempSync(join(tmpdir(), 'tieline-restart-'));
  const port = await findFreePort();
  const baseUrl = `http://localhost:${port}`;
  const token = (name: string) =>
    readFileSync(join(dataDirectory, name), 'utf8').trim();
  const undeclared = async () => {
    const drift = await request.get(
      `${baseUrl}/api/integration-telemetry/v1/drift?kind=undeclared`,
      { headers: { Authorization: `Bearer ${token('read-token')}` } },
    );
    const { items } = await drift.json();
    return items.map(
      (item: { headline: string; callsLastDay: number }) =>
        `${item.headline}: ${item.callsLastDay}`,
    );
  };

  let portal = await startEmpty(port, dataDirectory);
  try {
    await expectBeginning(page, baseUrl);
    for (let call = 0; call < 3; call += 1) {
      const sent = await request.post(
        `${baseUrl}/api/integration-telemetry/otlp/v1/traces`,
        {
          headers: { Authorization: `Bearer ${token('otlp-token')}` },
          data: callTrace('old-script', 'erp'),
        },
      );
      expect(sent.status()).toBe(200);
    }
    await end(portal, 'SIGKILL');

    portal = await startEmpty(port, dataDirectory);
    await expect.poll(undeclared).toEqual(['old-script calls erp: 3']);
  } finally {
    await end(portal, 'SIGTERM');
    rmSync(dataDirectory, { recursive: true, force: true });
  }
});
