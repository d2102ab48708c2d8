import { connect, createServer } from 'node:net';
import { Failure } from './failure.mjs';
import { pollUntil } from './portal.mjs';

/**
 * @param {number} port
 * @param {number} [patienceMs] how long it may take until whoever listens is gone
 * @throws Failure where something listens on the port, on either loopback address
 */
export async function requireFreePort(port, patienceMs = 0) {
  const isFree =
    (await isFreePort(port)) ||
    (patienceMs > 0 && (await pollUntil(() => isFreePort(port), patienceMs)));
  if (!isFree) {
    throw new Failure(`Port ${port} is taken.`, {
      advice: `stop what listens there, or choose another: npm start -- --port ${port === 7117 ? 7118 : 7117}`,
    });
  }
}

async function isFreePort(port) {
  const answers = await Promise.all([
    isAnswering(port, '127.0.0.1'),
    isAnswering(port, '::1'),
  ]);
  return !answers.includes(true) && canListen(port);
}

/** A port that nothing listens on now. */
export function findFreePort() {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.on('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}

function isAnswering(port, host) {
  return new Promise(resolve => {
    const socket = connect({ port, host });
    const finish = result => {
      socket.destroy();
      resolve(result);
    };
    socket.setTimeout(1000, () => finish(false));
    socket.on('connect', () => finish(true));
    socket.on('error', () => finish(false));
  });
}

function canListen(port) {
  return new Promise(resolve => {
    const server = createServer();
    server.on('error', () => resolve(false));
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)));
  });
}
