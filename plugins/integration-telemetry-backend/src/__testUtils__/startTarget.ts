import { createServer } from 'http';
import { AddressInfo } from 'net';

/** A service to call on this machine: it refuses paths that end in `fail`. */
export async function startTarget() {
  const server = createServer((request, response) => {
    response.statusCode = request.url!.endsWith('fail') ? 503 : 200;
    response.end();
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    async stop() {
      server.closeAllConnections();
      await new Promise(resolve => server.close(resolve));
    },
  };
}
