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

/** `<registry>/<subject>` */
const contractName = z
  .string()
  .regex(/^[^/]+\/.+$/, 'must be <registry>/<subject>');

const historySchema = z.strictObject({
  contract: contractName,
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

/** What a consumer's owner answered, so many days ago in the demo's story. */
const answerSchema = z.strictObject({
  /** The integration by which it is a consumer. */
  integration: z.string(),
  movesInDays: z.number().optional(),
  extension: z
    .strictObject({ inDays: z.number().positive(), reason: instruction })
    .optional(),
});

/** A version that was announced to end, as its owner did on the portal's page. */
const endingSchema = z.strictObject({
  contract: contractName,
  version: z.string().min(1),
  announcedDaysAgo: z.number().positive(),
  /** Negative where the date has passed. */
  sunsetInDays: z.number(),
  replacement: z.strictObject({
    contract: contractName,
    version: z.string().min(1),
  }),
  note: instruction,
  answers: z.array(answerSchema).default([]),
});

/** A file with the histories of some contracts, and what of them ends. */
export const contractHistoriesSchema = z.strictObject({
  contracts: z.array(historySchema).default([]),
  endings: z.array(endingSchema).default([]),
});

/** What the pipelines of a contract's owner published, oldest first. */
export type ContractHistory = z.output<typeof historySchema>;

/** A version that ends, with what its consumers answered. */
export type PlannedEnding = z.output<typeof endingSchema>;
