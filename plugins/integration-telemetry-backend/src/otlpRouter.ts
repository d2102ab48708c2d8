import express from 'express';
import Router from 'express-promise-router';
import { IncomingMessage, ServerResponse } from 'http';
import { fail, OtlpHandler } from './ingest/OtlpHandler';
import { OtlpError } from './otlp/OtlpError';

/** OTLP/HTTP on Backstage's port, under `/otlp`. */
export function createOtlpRouter(options: {
  handler: OtlpHandler;
}): express.Router {
  const router = Router();
  router.use('/otlp', (request, response) =>
    options.handler.handle(request.path, request, response),
  );
  return router;
}

/**
 * Answers senders of OTLP while the plugin is not there yet, or no longer: with
 * 503, after which they send again. Backstage's own 404 would make them drop
 * what they have.
 *
 * @public
 */
export function refuseOtlpUntilReady(
  request: IncomingMessage,
  response: ServerResponse,
): void {
  const isProtobuf = /protobuf/i.test(request.headers['content-type'] ?? '');
  fail(
    request,
    response,
    isProtobuf ? 'protobuf' : 'json',
    new OtlpError(503, 'Tieline is starting', { retryAfterSeconds: 5 }),
  );
}
