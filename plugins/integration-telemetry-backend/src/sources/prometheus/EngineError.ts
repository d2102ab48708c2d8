import { ServiceUnavailableError } from '@backstage/errors';

/** An engine did not answer, or not with what was asked. What was known before stands. */
export class EngineError extends ServiceUnavailableError {
  readonly engine: string;
  /** Whether nothing came back, so that other questions would fare no better. */
  readonly isUnreachable: boolean;

  constructor(
    engine: string,
    message: string,
    options: { isUnreachable?: boolean } = {},
  ) {
    super(`The engine ${engine} ${message}`);
    this.engine = engine;
    this.isUnreachable = options.isUnreachable ?? false;
  }
}

/** Nothing, in place of what an engine that is out would have answered; other errors go on. */
export function whereEngineIsOut(error: unknown): undefined {
  if (!(error instanceof EngineError)) {
    throw error;
  }
  return undefined;
}
