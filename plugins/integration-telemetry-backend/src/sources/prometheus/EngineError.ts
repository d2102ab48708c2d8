import { ServiceUnavailableError } from '@backstage/errors';

/** An engine did not answer, or not with what was asked. What was known before stands. */
export class EngineError extends ServiceUnavailableError {
  readonly engine: string;

  constructor(engine: string, message: string) {
    super(`The engine ${engine} ${message}`);
    this.engine = engine;
  }
}
