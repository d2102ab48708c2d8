import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { test } from 'node:test';
import { findFreePort, requireFreePort } from './ports.mjs';

test('a port that something listens on is refused with another one to try', async () => {
  await requireFreePort(await findFreePort());
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address();
  await assert.rejects(requireFreePort(port), {
    message: `Port ${port} is taken.`,
    advice: /--port 7117/,
  });
  server.close();
});

test('what is about to give the port free is waited for', async () => {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address();
  const free = requireFreePort(port, 10_000);
  // It was asked whether it is there.
  const [socket] = await once(server, 'connection');
  socket.destroy();
  server.close();
  await free;
});
