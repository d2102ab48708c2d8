import { CustomErrorBase, InputError } from '@backstage/errors';
import express, { RequestHandler } from 'express';

const MEGABYTE = 1024 * 1024;

/** A body that is larger than is taken: HTTP status 413. */
class BodyTooLargeError extends CustomErrorBase {
  name = 'BodyTooLargeError' as const;
  readonly statusCode = 413;
}

/**
 * Reads bodies as JSON. What can't be read is refused in words; the parser's
 * own errors would send the whole body back.
 */
export function readJsonBody(maxBytes: number): RequestHandler {
  const read = express.json({ limit: maxBytes });
  return (request, response, next) =>
    read(request, response, (error?: unknown) =>
      next(error === undefined ? undefined : toBodyError(error, maxBytes)),
    );
}

function toBodyError(error: unknown, maxBytes: number): Error {
  const { type, status, message } = error as Error & {
    type?: string;
    status?: number;
  };
  if (type === 'entity.too.large') {
    return new BodyTooLargeError(
      `The request is larger than ${Number((maxBytes / MEGABYTE).toFixed(1))} MB. Split the text, or have integrationContracts.maxTextBytes raised.`,
    );
  }
  return status !== undefined && status < 500
    ? new InputError(`The request’s body can’t be read as JSON: ${message}`)
    : new Error(message);
}
