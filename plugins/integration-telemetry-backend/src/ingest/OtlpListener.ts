import { createServer, Server } from 'http';
import { AddressInfo } from 'net';
import { OtlpHandler } from './OtlpHandler';

/** Slower senders are cut off, so that they can't hold connections for ever. */
const REQUEST_TIMEOUT_MS = 60_000;

/** Longer than the pauses of senders that export every minute. */
const KEEP_ALIVE_MS = 75_000;

/** Whether OTLP is served on a port of its own. */
export interface ListenerState {
  state: 'off' | 'listening' | 'port-taken' | 'failed';
  host?: string;
  port?: number;
  /** Why it is not served. */
  message?: string;
}

/** Serves OTLP on a port of its own, without any framework in between. */
export class OtlpListener {
  readonly #server: Server;
  #state: ListenerState = { state: 'off' };

  constructor(options: { handler: OtlpHandler }) {
    this.#server = createServer((request, response) => {
      const [path] = (request.url ?? '').split('?', 1);
      options.handler.handle(path, request, response);
    });
    this.#server.requestTimeout = REQUEST_TIMEOUT_MS;
    this.#server.keepAliveTimeout = KEEP_ALIVE_MS;
  }

  get state(): ListenerState {
    return this.#state;
  }

  /** Starts to listen; where that can't be, the state says why. */
  async listen(host: string, port: number): Promise<ListenerState> {
    try {
      await new Promise<void>((resolve, reject) => {
        this.#server.once('error', reject);
        this.#server.listen(port, host, () => resolve());
      });
      const { port: bound } = this.#server.address() as AddressInfo;
      this.#state = { state: 'listening', host, port: bound };
    } catch (error) {
      const { code, message } = error as NodeJS.ErrnoException;
      const state = code === 'EADDRINUSE' ? 'port-taken' : 'failed';
      this.#state = { state, host, port, message };
    }
    return this.#state;
  }

  /** Lets the requests that are there finish. */
  async close(): Promise<void> {
    if (this.#state.state !== 'listening') {
      return;
    }
    this.#state = { state: 'off' };
    await new Promise<void>(resolve => {
      this.#server.close(() => resolve());
      this.#server.closeIdleConnections();
    });
  }
}
