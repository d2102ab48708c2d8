import { z } from 'zod';
import { duration, moment, share } from './fields';

/** How long something takes: a log-normal distribution given by two of its percentiles. */
export const latencySchema = z.strictObject({ p50: duration, p95: duration });

/** One way in which a call can end badly. */
export const outcomeSchema = z.strictObject({
  /** HTTP status code that the callee answers with. */
  status: z.number().int().min(300).max(599).optional(),
  /** `error.type` where there is no status: for example `timeout`, `ECONNRESET`, a class name. */
  errorType: z.string().min(1).optional(),
  /** Part of all calls that end so. */
  share,
  /** How long such a call takes compared to a good one. */
  latencyFactor: z.number().positive().default(1),
});

/** What ends badly; the rest of the calls end well. */
export const outcomesSchema = z
  .array(outcomeSchema)
  .refine(
    outcomes => outcomes.reduce((sum, { share: part }) => sum + part, 0) <= 1,
    'the shares add up to more than 1',
  );

/** A time in which a flow behaves in another way. */
export const incidentSchema = z.strictObject({
  /** Since when; without it, since ever. */
  from: moment.optional(),
  /** Until when; without it, it goes on. */
  to: moment.optional(),
  /** Only between these full hours of each day, in the scenario's time zone; past midnight where `to` is not after `from`. */
  hours: z
    .strictObject({
      from: z.number().int().min(0).max(23),
      to: z.number().int().min(0).max(24),
    })
    .optional(),
  /** Grow evenly from nothing at `from` to the full effect this much later. */
  ramp: duration.optional(),
  volumeFactor: z.number().nonnegative().default(1),
  latencyFactor: z.number().positive().default(1),
  /** Replaces the flow's outcomes while it lasts. */
  outcomes: outcomesSchema.optional(),
  /** Only these operations (by name); without it, all. */
  operations: z.array(z.string()).optional(),
});

/** How long something takes. */
export type Latency = z.output<typeof latencySchema>;
/** One way in which a call can end badly. */
export type Outcome = z.output<typeof outcomeSchema>;
/** A time in which a flow behaves in another way. */
export type Incident = z.output<typeof incidentSchema>;
