import { EngineError } from './EngineError';

const LATENCIES = 200;

/** Counts what an engine was asked, and how it answered. */
export class EngineMeter {
  queries = 0;
  failures = 0;
  lastSuccessMs?: number;
  lastFailureMs?: number;
  /** In words. */
  lastError?: string;
  /** Whether anything came back lately; undefined where it was never asked. */
  isReachable?: boolean;
  #latenciesMs: number[] = [];

  succeeded(latencyMs: number, nowMs: number): void {
    this.queries += 1;
    this.isReachable = true;
    this.lastSuccessMs = nowMs;
    this.#latenciesMs.push(latencyMs);
    if (this.#latenciesMs.length > LATENCIES) {
      this.#latenciesMs.shift();
    }
  }

  failed(error: EngineError, nowMs: number): void {
    this.queries += 1;
    this.isReachable = !error.isUnreachable;
    this.failures += 1;
    this.lastFailureMs = nowMs;
    this.lastError = error.message;
  }

  /** Of the latest answers, in milliseconds; undefined before the first. */
  latencyMs(share: number): number | undefined {
    const sorted = [...this.#latenciesMs].sort((left, right) => left - right);
    return sorted[
      Math.min(sorted.length - 1, Math.floor(share * sorted.length))
    ];
  }
}
