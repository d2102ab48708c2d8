import { Latency } from '../scenario/behaviour';
import { durationMs } from '../scenario/fields';
import { Random } from './Random';

/** The 95th percentile of the standard normal distribution. */
const z95 = 1.6449;

/** A log-normal distribution of durations in seconds. */
export interface LatencyModel {
  /** Mean of the natural logarithm. */
  mu: number;
  /** Standard deviation of the natural logarithm. */
  sigma: number;
}

/** The distribution that has these two percentiles. */
export function latencyModel(latency: Latency): LatencyModel {
  const p50 = durationMs(latency.p50) / 1000;
  const p95 = durationMs(latency.p95) / 1000;
  return {
    mu: Math.log(p50),
    sigma: Math.max(0.01, Math.log(p95 / p50) / z95),
  };
}

/** The same distribution with everything taking `factor` times as long. */
export function slowed(model: LatencyModel, factor: number): LatencyModel {
  return { mu: model.mu + Math.log(factor), sigma: model.sigma };
}

/** One duration in seconds. */
export function drawSeconds(model: LatencyModel, random: Random): number {
  return Math.exp(model.mu + model.sigma * random.normal());
}

/** Which part of the durations is at most `seconds`. */
export function shareUpTo(model: LatencyModel, seconds: number): number {
  return seconds <= 0
    ? 0
    : normalShareUpTo((Math.log(seconds) - model.mu) / model.sigma);
}

/** Abramowitz and Stegun, Handbook of Mathematical Functions, 26.2.17: off by less than 7.5e-8. */
function normalShareUpTo(x: number): number {
  const t = 1 / (1 + 0.2316419 * Math.abs(x));
  const tail =
    Math.exp((-x * x) / 2) *
    0.3989422804 *
    t *
    (0.31938153 +
      t *
        (-0.356563782 +
          t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))));
  return x > 0 ? 1 - tail : tail;
}
