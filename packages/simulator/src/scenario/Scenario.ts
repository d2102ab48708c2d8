import { z } from 'zod';
import { latencySchema, outcomesSchema } from './behaviour';
import { deadLetterQueueSchema, flowSchema } from './flow';
import { duration, share } from './fields';
import { jobSchema } from './job';
import { changeSchema } from './change';
import { reconciliationSchema } from './reconciliation';

const service = z.strictObject({
  /** `service.namespace`, for example the team's or the product's name. */
  namespace: z.string().min(1).optional(),
  /** `service.version`. */
  version: z.string().min(1).optional(),
  /**
   * How the service reports durations: `exponential` histograms tell
   * percentiles apart exactly, `explicit` ones use the boundaries that the
   * semantic conventions advise. Both are met in the field.
   */
  histogram: z.enum(['exponential', 'explicit']).default('exponential'),
  /** Resource attributes beside the usual ones. */
  attributes: z.record(z.string(), z.string()).default({}),
});

const shape = z.strictObject({
  /** Weights from Monday to Sunday. Their average counts as 1. */
  weekday: z.array(z.number().nonnegative()).length(7),
  /** Weights of the 24 hours, in the scenario's time zone. Their average counts as 1. */
  hour: z.array(z.number().nonnegative()).length(24),
  /** Traffic only from this many days before a quarter's end to as many after it. */
  quarterEndDays: z.number().positive().optional(),
});

/** A scenario file: see packages/simulator/README.md for a commented example. */
export const scenarioSchema = z.strictObject({
  name: z
    .string()
    .regex(/^[a-z0-9-]+$/, 'must be lower-case words with dashes'),
  /** Same seed and same clock give the same telemetry. */
  seed: z.string().min(1),
  /** IANA name; the time zone in which shapes are meant. */
  timeZone: z.string().default('UTC'),
  history: z
    .strictObject({
      /** How far the history reaches back from the first start. */
      length: duration.default('35d'),
      /** An upper bound of sample spans in the whole history. */
      maxSpans: z.number().int().min(0).max(300_000).default(20_000),
    })
    .prefault({}),
  live: z
    .strictObject({
      /** How long one period of live traffic is. */
      every: duration.default('10s'),
      /** Which part of the live calls also leaves a sample trace. */
      spanShare: share.default(0.02),
    })
    .prefault({}),
  /** By service name. A service that is not listed here gets the defaults. */
  services: z.record(z.string(), service).default({}),
  /** By name; `flat` is always there. */
  shapes: z.record(z.string(), shape).default({}),
  /** By name: latency and outcomes that several flows share. */
  defaults: z
    .strictObject({
      latency: latencySchema.optional(),
      outcomes: outcomesSchema.optional(),
    })
    .prefault({}),
  flows: z.array(flowSchema).default([]),
  deadLetterQueues: z.array(deadLetterQueueSchema).default([]),
  jobs: z.array(jobSchema).default([]),
  reconciliations: z.array(reconciliationSchema).default([]),
  changes: z.array(changeSchema).default([]),
});

/** What a scenario's author writes: everything with a default may be missing. */
export type ScenarioInput = z.input<typeof scenarioSchema>;

/** A scenario as read: complete, checked, durations still as text. */
export type Scenario = z.output<typeof scenarioSchema>;

/** When traffic comes, as weights by weekday and hour. */
export type Shape = z.output<typeof shape>;

/** Somebody who reports telemetry. */
export type Service = z.output<typeof service>;
