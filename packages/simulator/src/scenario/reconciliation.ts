import { z } from 'zod';
import { duration, moment, share } from './fields';

const reconciliationIncident = z.strictObject({
  from: moment.optional(),
  to: moment.optional(),
  /** Part of what is sent that arrives once more and is taken for new. */
  doubledShare: share.default(0),
  /** Part of what is sent that never arrives. */
  lostShare: share.default(0),
});

/** How much of a flow was sent and how much arrived, as both sides count it. */
export const reconciliationSchema = z.strictObject({
  name: z
    .string()
    .regex(/^[a-z0-9-]+$/, 'must be lower-case words with dashes'),
  /** Full entity reference: `integration:default/orders`. */
  integration: z
    .string()
    .regex(
      /^integration:[^/]+\/[^/]+$/i,
      'must be a full reference such as integration:default/orders',
    ),
  environment: z.string().min(1).default('production'),
  /** Name of the flow whose calls or messages are counted. */
  flow: z.string().min(1),
  /** Name of the data flow, where the integration has several. */
  dataFlow: z.string().min(1).optional(),
  /** What is counted, in the plural. */
  unit: z.string().min(1).max(40).optional(),
  /** How long a window is. */
  every: duration.default('1h'),
  /** A window begins so much after the first start, and others `every` before and after it. */
  offset: duration.default('0s'),
  /** So much after its end the receiver has counted. */
  delay: duration.default('5m'),
  /** Who counts what is sent. */
  sentBy: z.string().min(1),
  /** Who counts what arrives. */
  receivedBy: z.string().min(1),
  rejectedShare: share.default(0),
  deduplicatedShare: share.default(0),
  incidents: z.array(reconciliationIncident).default([]),
});

/** How much of a flow was sent and how much arrived. */
export type Reconciliation = z.output<typeof reconciliationSchema>;
