import { z } from 'zod';

const instruction = z.string().min(1).max(2000);

/** A version as a pipeline published it, so many days ago. */
const versionSchema = z
  .strictObject({
    version: z.string().min(1),
    daysAgo: z.number().positive(),
    changelog: instruction,
    text: z.string().min(1),
    /** The reason for which it went through although it breaks. */
    override: instruction.optional(),
    /** It is published as any other, and the portal refuses it. */
    refused: z.boolean().default(false),
  })
  .refine(({ override, refused }) => !(override && refused), {
    message: 'what is overridden is not refused',
  });

const guaranteesSchema = z.strictObject({
  delivery: z
    .enum(['at-most-once', 'at-least-once', 'exactly-once'])
    .optional(),
  ordering: z.string().optional(),
  idempotencyKey: z.string().optional(),
  retryPolicy: z.string().optional(),
});

const historySchema = z.strictObject({
  /** `<registry>/<subject>` */
  contract: z.string().regex(/^[^/]+\/.+$/, 'must be <registry>/<subject>'),
  title: z.string().optional(),
  owner: z.string().optional(),
  mode: z
    .enum([
      'NONE',
      'BACKWARD',
      'BACKWARD_TRANSITIVE',
      'FORWARD',
      'FORWARD_TRANSITIVE',
      'FULL',
      'FULL_TRANSITIVE',
    ])
    .optional(),
  guarantees: guaranteesSchema.optional(),
  versions: z.array(versionSchema).min(1),
});

/** A file with the histories of some contracts. */
export const contractHistoriesSchema = z.strictObject({
  contracts: z.array(historySchema),
});

/** What the pipelines of a contract's owner published, oldest first. */
export type ContractHistory = z.output<typeof historySchema>;
