import { z } from 'zod';
import { latencySchema } from './behaviour';
import { duration, moment, share } from './fields';

const jobIncident = z.strictObject({
  from: moment.optional(),
  to: moment.optional(),
  /** No run at all: the file doesn't come. */
  absent: z.boolean().default(false),
  /** Every run fails. */
  failing: z.boolean().default(false),
  /** What a failing run says. */
  message: z.string().min(1).max(500).optional(),
  recordsFactor: z.number().nonnegative().default(1),
  durationFactor: z.number().positive().default(1),
});

/** A batch or file job, reported as runs and not as spans. */
export const jobSchema = z.strictObject({
  name: z
    .string()
    .regex(/^[a-z0-9-]+$/, 'must be lower-case words with dashes'),
  /** Full entity reference: `integration:default/supplier-prices`. */
  integration: z
    .string()
    .regex(
      /^integration:[^/]+\/[^/]+$/i,
      'must be a full reference such as integration:default/supplier-prices',
    ),
  environment: z.string().min(1).default('production'),
  /** Five-field cron expression: when a run starts. */
  cron: z.string().min(9),
  /** IANA name; the scenario's time zone where it is missing. */
  timeZone: z.string().optional(),
  /** A run starts up to this much later than its schedule says. */
  jitter: duration.default('90s'),
  duration: latencySchema,
  /** Records that come in, on average; missing where nobody counts them. */
  records: z.number().nonnegative().optional(),
  /** Records vary by about this part from run to run. */
  recordsSpread: share.default(0.08),
  rejectedShare: share.default(0),
  /** Part of the runs that fail. */
  failureShare: share.default(0),
  /** File name, with `{date}` (as 20261122) and `{hour}`; only its digest is sent. */
  file: z.string().min(1).optional(),
  incidents: z.array(jobIncident).default([]),
});

/** A batch or file job, reported as runs. */
export type Job = z.output<typeof jobSchema>;
/** A time in which a job behaves in another way. */
export type JobIncident = z.output<typeof jobIncident>;
