import { createServer, IncomingMessage, request, ServerResponse } from 'http';
import { AddressInfo } from 'net';

/** What happens to a request on its way. */
export type Passage =
  /** It arrives, and so does its answer. */
  | 'passes'
  /** Something in between is overloaded. */
  | 'is refused'
  /** The connection breaks before it arrives. */
  | 'is lost'
  /** It arrives, but its answer gets lost. */
  | 'loses its answer';

async function readAll(stream: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) {
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function forward(incoming: IncomingMessage, body: Buffer, port: number) {
  return new Promise<{ answer: IncomingMessage; body: Buffer }>(
    (resolve, reject) => {
      const { method, url, headers } = incoming;
      request({ host: 'localhost', port, method, path: url, headers }, answer =>
        readAll(answer).then(b => resolve({ answer, body: b }), reject),
      )
        .on('error', reject)
        .end(body);
    },
  );
}

/**
 * Stands between a sender and a server on this machine, and has each request
 * go through what the list says; what comes after it passes.
 */
export async function startFlakyProxy(port: number, passages: Passage[]) {
  const left = [...passages];
  const answered: Record<Passage, number> = {
    passes: 0,
    'is refused': 0,
    'is lost': 0,
    'loses its answer': 0,
  };

  async function handle(incoming: IncomingMessage, outgoing: ServerResponse) {
    const body = await readAll(incoming);
    const passage = left.shift() ?? 'passes';
    answered[passage] += 1;
    if (passage === 'is refused') {
      outgoing.writeHead(503, { 'Retry-After': '0' }).end();
      return;
    }
    if (passage === 'is lost') {
      outgoing.destroy();
      return;
    }
    const { answer, body: reply } = await forward(incoming, body, port);
    if (passage === 'loses its answer') {
      outgoing.destroy();
      return;
    }
    outgoing.writeHead(answer.statusCode!, answer.headers).end(reply);
  }

  const server = createServer((incoming, outgoing) => {
    handle(incoming, outgoing).catch(() => outgoing.destroy());
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    /** How many requests went through what. */
    answered,
    async stop() {
      server.closeAllConnections();
      await new Promise(resolve => server.close(resolve));
    },
  };
}
