import { createHash } from 'node:crypto';
import { createServer, IncomingMessage, Server } from 'node:http';
import { AddressInfo } from 'node:net';

/** Serves texts over HTTP, with entity tags. */
export class FileHost {
  /** By path. */
  readonly texts = new Map<string, string | Buffer>();
  /** Answered instead of a text, by path. */
  readonly statuses = new Map<string, number>();
  /** Paths that were asked for, with what was answered. */
  readonly answered: Array<[path: string, status: number]> = [];
  readonly #server: Server;

  private constructor() {
    this.#server = createServer((request, response) => {
      const [status, body] = this.#answer(request);
      this.answered.push([request.url!, status]);
      response.writeHead(status, { etag: etagOf(body) });
      response.end(status === 200 ? body : undefined);
    });
  }

  static async start(): Promise<FileHost> {
    const host = new FileHost();
    await new Promise<void>(resolve =>
      host.#server.listen(0, '127.0.0.1', resolve),
    );
    return host;
  }

  /** Host and port. */
  get name(): string {
    return `127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  url(path: string): string {
    return `http://${this.name}${path}`;
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise(resolve => this.#server.close(resolve));
  }

  #answer({ url, headers }: IncomingMessage): [number, string | Buffer] {
    const text = this.texts.get(url!);
    const status = this.statuses.get(url!) ?? (text === undefined ? 404 : 200);
    const isKnown =
      status === 200 && headers['if-none-match'] === etagOf(text ?? '');
    return [isKnown ? 304 : status, text ?? ''];
  }
}

function etagOf(text: string | Buffer): string {
  return `"${createHash('sha256').update(text).digest('hex')}"`;
}
