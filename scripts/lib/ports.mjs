import { connect, createServer } from 'node:net';
import { Failure } from './failure.mjs';

/**
 * @throws Failure where something listens on the port already, on either loopback address
 */
export async function requireFreePort(port) {
  const answers = await Promise.all([
    isAnswering(port, '127.0.0.1'),
    isAnswering(port, '::1'),
  ]);
  if (answers.includes(true) || !(await canListen(port))) {
    throw new Failure(`Port ${port} is taken.`, {
      advice: `stop what listens there, or choose another: npm start -- --port ${port === 7117 ? 7118 : 7117}`,
    });
  }
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
