import {
  AuthService,
  BackstageServicePrincipal,
  PermissionsService,
} from '@backstage/backend-plugin-api';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { integrationTelemetryIngestPermission } from '@tieline/plugin-integrations-common';
import { OtlpError } from './otlp/OtlpError';
import { Sender } from './otlp/Sender';

/** How long a sender is believed before it is asked for again. */
const REMEMBERED_FOR_MS = 10_000;

/** How many tokens are remembered; a portal's senders share a few. */
const MAX_REMEMBERED = 1_000;

/** How long a sender waits where it could not be told whether it may send. */
const RETRY_AFTER_SECONDS = 5;

/** Where Backstage names a caller from outside by more than its subject. */
const EXTERNAL_PREFIX = 'external:';

interface Remembered {
  sender: Promise<Sender>;
  /** Not known while it is being found out. */
  untilMs: number | undefined;
}

function subjectName(subject: string): string {
  return subject.startsWith(EXTERNAL_PREFIX)
    ? subject.slice(EXTERNAL_PREFIX.length)
    : subject;
}

function refusal(error: unknown): OtlpError {
  if (error instanceof OtlpError) {
    return error;
  }
  switch ((error as Error | undefined)?.name) {
    case 'AuthenticationError':
      return new OtlpError(401, 'Send a valid token as Authorization: Bearer');
    case 'NotAllowedError':
      return new OtlpError(403, 'This token may not send telemetry');
    default:
      // Senders drop what is refused for good, and keep what they may retry.
      return new OtlpError(503, 'The token could not be checked', {
        retryAfterSeconds: RETRY_AFTER_SECONDS,
      });
  }
}

/**
 * Finds out whose a token is, and whether it may send telemetry.
 *
 * @returns a function that throws an OtlpError with status 401 where the token
 *   is none, 403 where it may not send, and 503 where that could not be found out
 */
export function createSenderFinder(options: {
  auth: AuthService;
  permissions: PermissionsService;
  /** What tokens are bound to, by their subject. */
  tokens: readonly Sender[];
}): (token: string) => Promise<Sender> {
  const { auth, permissions } = options;
  const bounds = new Map(
    options.tokens.map(token => [subjectName(token.subject), token]),
  );

  async function find(token: string): Promise<Sender> {
    const credentials = await auth.authenticate(token);
    if (!auth.isPrincipal(credentials, 'service')) {
      throw new OtlpError(
        403,
        'People do not send telemetry: use an external-access token with the permission integration.telemetry.ingest',
      );
    }
    const [decision] = await permissions.authorize(
      [{ permission: integrationTelemetryIngestPermission }],
      { credentials },
    );
    if (decision.result !== AuthorizeResult.ALLOW) {
      throw new OtlpError(
        403,
        'This token lacks the permission integration.telemetry.ingest',
      );
    }
    const { subject } = credentials.principal as BackstageServicePrincipal;
    return { ...bounds.get(subjectName(subject)), subject };
  }

  return async token => {
    try {
      return await find(token);
    } catch (error) {
      throw refusal(error);
    }
  };
}

/**
 * Lets senders of OTLP in by the Authorization header alone, so that
 * Backstage's router and a plain listener let in the same ones.
 *
 * Who was let in is remembered for ten seconds, which is how long a token still
 * works after it was withdrawn. Who was refused is asked for anew each time,
 * once for all requests that wait for the same answer.
 */
export class SenderGate {
  readonly #find: (token: string) => Promise<Sender>;
  readonly #now: () => number;
  readonly #remembered = new Map<string, Remembered>();

  /** @param options - `find`: as {@link createSenderFinder} makes it */
  constructor(options: {
    find: (token: string) => Promise<Sender>;
    now?: () => number;
  }) {
    this.#find = options.find;
    this.#now = options.now ?? (() => Date.now());
  }

  /**
   * @param authorizationHeader - the request's, as it was sent
   * @throws OtlpError with status 401 where the token is none, 403 where it may
   *   not send, and 503 where that could not be found out
   */
  async authorise(authorizationHeader: string | undefined): Promise<Sender> {
    const token = /^Bearer +(\S+)$/i.exec(authorizationHeader ?? '')?.[1];
    if (!token) {
      throw new OtlpError(401, 'Send a valid token as Authorization: Bearer');
    }
    const known = this.#remembered.get(token);
    const isFresh =
      known && (known.untilMs === undefined || this.#now() < known.untilMs);
    return isFresh ? known.sender : this.#remember(token);
  }

  #remember(token: string): Promise<Sender> {
    const sender = this.#find(token);
    const entry: Remembered = { sender, untilMs: undefined };
    const remembered = this.#remembered;
    remembered.delete(token);
    remembered.set(token, entry);
    if (remembered.size > MAX_REMEMBERED) {
      remembered.delete(remembered.keys().next().value!);
    }
    sender.then(
      () => {
        entry.untilMs = this.#now() + REMEMBERED_FOR_MS;
      },
      () => {
        if (remembered.get(token) === entry) {
          remembered.delete(token);
        }
      },
    );
    return sender;
  }
}
