import { once } from 'node:events';
import { createServer, IncomingMessage, Server } from 'node:http';
import { AddressInfo } from 'node:net';

/** A request that the portal got. */
export interface Asked {
  method: string;
  path: string;
  token: string | undefined;
  body: any;
}

/** What it answers; the body is sent as JSON unless it is text. */
export interface Answer {
  status: number;
  body: unknown;
}

/** A server that answers like the portal's APIs. */
export class TestPortal {
  readonly asked: Asked[] = [];
  readonly #server: Server;
  /** Answers the next requests. */
  answer: (asked: Asked) => Answer | undefined | Promise<Answer> = () =>
    undefined;

  private constructor() {
    this.#server = createServer(async (request, response) => {
      const { method = '', url = '', headers } = request;
      const asked: Asked = {
        method,
        path: url,
        token: headers.authorization,
        body: await bodyOf(request),
      };
      this.asked.push(asked);
      const { status, body } = (await this.answer(asked)) ?? notFound(url);
      const isText = typeof body === 'string';
      response.writeHead(status, {
        'Content-Type': isText ? 'text/html' : 'application/json',
      });
      response.end(isText ? body : JSON.stringify(body));
    });
  }

  static async start(): Promise<TestPortal> {
    const portal = new TestPortal();
    portal.#server.listen(0, '127.0.0.1');
    await once(portal.#server, 'listening');
    return portal;
  }

  get url(): string {
    const { port } = this.#server.address() as AddressInfo;
    return `http://127.0.0.1:${port}`;
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    this.#server.close();
    await once(this.#server, 'close');
  }
}

/** An error as Backstage answers with one. */
export function errorAnswer(
  statusCode: number,
  name: string,
  message: string,
  extra: object = {},
): Answer {
  return {
    status: statusCode,
    body: { error: { name, message }, response: { statusCode }, ...extra },
  };
}

function notFound(url: string): Answer {
  return errorAnswer(404, 'NotFoundError', `There is nothing at ${url}`);
}

async function bodyOf(request: IncomingMessage): Promise<unknown> {
  let text = '';
  for await (const chunk of request) {
    text += chunk;
  }
  return text ? JSON.parse(text) : undefined;
}
