import {
  HttpAuthService,
  LoggerService,
  PermissionsService,
} from '@backstage/backend-plugin-api';
import { stringifyError } from '@backstage/errors';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { integrationTelemetryIngestPermission } from '@tieline/plugin-integrations-common';
import express, { Request, Response } from 'express';
import Router from 'express-promise-router';
import { IngestService } from './IngestService';
import {
  encodeFailure,
  encodeSuccess,
  encodingOf,
  OtlpEncoding,
  OtlpReply,
} from './otlp/encoding';
import { OtlpError } from './otlp/OtlpError';
import { readBody } from './otlp/readBody';

interface OtlpRouterOptions {
  ingest: IngestService;
  httpAuth: HttpAuthService;
  permissions: PermissionsService;
  logger: LoggerService;
  /** Bound of a body, on the wire and unpacked. */
  maxBodyBytes: number;
}

function send(response: Response, status: number, reply: OtlpReply): void {
  response.status(status).setHeader('Content-Type', reply.contentType);
  // Not Express's own: it would add a charset, which OTLP's clients do not expect.
  response.set('Content-Length', String(reply.body.length)).end(reply.body);
}

/**
 * OTLP/HTTP on its standard paths, with its own reading of bodies, its own
 * authentication and errors in the shape that the protocol prescribes.
 *
 * Source: https://opentelemetry.io/docs/specs/otlp/#otlphttp
 */
export function createOtlpRouter(options: OtlpRouterOptions): express.Router {
  const { ingest, httpAuth, permissions, logger, maxBodyBytes } = options;

  async function authorise(request: Request): Promise<void> {
    const credentials = await httpAuth
      .credentials(request as never, { allow: ['user', 'service'] })
      .catch(error => {
        throw error.name === 'NotAllowedError'
          ? new OtlpError(403, 'This token may not send telemetry')
          : new OtlpError(401, 'Send a valid token as Authorization: Bearer');
      });
    const principal = credentials.principal as { type: string };
    if (principal.type !== 'service') {
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
  }

  async function handle(
    signal: 'traces' | 'metrics',
    request: Request,
    response: Response,
  ): Promise<void> {
    // Errors before the encoding is known are readable to everybody as JSON.
    let encoding: OtlpEncoding = 'json';
    try {
      if (request.method !== 'POST') {
        response.set('Allow', 'POST');
        throw new OtlpError(405, 'Use POST');
      }
      const contentType = request.headers['content-type'];
      if (/protobuf/i.test(contentType ?? '')) {
        encoding = 'protobuf';
      }
      await authorise(request);
      encoding = encodingOf(contentType);
      const body = await readBody(request, {
        maxBytes: maxBodyBytes,
        contentEncoding: request.headers['content-encoding'],
        contentLength: request.headers['content-length'],
      });
      const { rejected, reason } = await ingest.ingest(signal, encoding, body);
      send(response, 200, encodeSuccess(encoding, signal, rejected, reason));
    } catch (error) {
      const known =
        error instanceof OtlpError
          ? error
          : new OtlpError(503, 'The request could not be handled', {
              retryAfterSeconds: 5,
            });
      if (known !== error) {
        logger.error(`OTLP could not be taken: ${stringifyError(error)}`);
      }
      if (known.retryAfterSeconds) {
        response.set('Retry-After', String(known.retryAfterSeconds));
      }
      if (!request.complete) {
        // The rest of the body is let go, so that the answer can be read.
        request.resume();
        response.set('Connection', 'close');
      }
      send(
        response,
        known.httpStatus,
        encodeFailure(encoding, known.grpcCode, known.message),
      );
    }
  }

  const router = Router();
  router.all('/otlp/v1/traces', (request, response) =>
    handle('traces', request, response),
  );
  router.all('/otlp/v1/metrics', (request, response) =>
    handle('metrics', request, response),
  );
  router.all('/otlp/*', (_request, response) =>
    send(
      response,
      404,
      encodeFailure('json', 5, 'Send to /otlp/v1/traces or /otlp/v1/metrics'),
    ),
  );
  return router;
}
