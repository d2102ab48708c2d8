import { z } from 'zod';
import { moment } from './fields';

/** A version or a deployment that a pipeline tells of. */
export const changeSchema = z.strictObject({
  name: z
    .string()
    .regex(/^[a-z0-9-]+$/, 'must be lower-case words with dashes'),
  at: moment,
  kind: z.enum(['contract-version', 'deployment', 'configuration', 'other']),
  title: z.string().min(1).max(300),
  version: z.string().min(1).optional(),
  link: z.url().optional(),
  /** Full references of what changed. */
  subjects: z.array(z.string().regex(/^[^:/]+:[^:/]+\/[^/]+$/)).min(1),
});

/** A version or a deployment that a pipeline tells of. */
export type ChangeEvent = z.output<typeof changeSchema>;
