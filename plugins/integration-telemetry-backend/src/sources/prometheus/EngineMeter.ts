const LATENCIES = 200;

/** Counts what an engine was asked, and how it answered. */
export class EngineMeter {
  queries = 0;
  failures = 0;
  lastSuccessMs?: number;
  lastFailureMs?: number;
  /** In words. */
  lastError?: string;
  #latenciesMs: number[] = [];

  succeeded(latencyMs: number, nowMs: number): void {
    this.queries += 1;
    this.lastSuccessMs = nowMs;
    this.#latenciesMs.push(latencyMs);
    if (this.#latenciesMs.length > LATENCIES) {
      this.#latenciesMs.shift();
    }
  }

  failed(message: string, nowMs: number): void {
    this.queries += 1;
    this.failures += 1;
    this.lastFailureMs = nowMs;
    this.lastError = message;
  }

  /** Undefined where it was never asked. */
  get isReachable(): boolean | undefined {
    if (this.lastSuccessMs === undefined && this.lastFailureMs === undefined) {
      return undefined;
    }
    return (this.lastSuccessMs ?? 0) >= (this.lastFailureMs ?? 0);
  }

  /** Of the latest answers, in milliseconds; undefined before the first. */
  latencyMs(share: number): number | undefined {
    const sorted = [...this.#latenciesMs].sort((left, right) => left - right);
    return sorted[
      Math.min(sorted.length - 1, Math.floor(share * sorted.length))
    ];
  }
}
