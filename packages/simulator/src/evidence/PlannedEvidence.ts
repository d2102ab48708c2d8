import { z } from 'zod';
import { duration } from '../scenario/fields';

/**
 * When a pipeline found it: once, so many days before the simulator looks at it first, or again and
 * again, so that a landscape that is kept for months has evidence that is young.
 */
const when = {
  daysAgo: z.number().nonnegative().optional(),
  every: duration.optional(),
};

function hasOneWhen({ daysAgo, every }: { daysAgo?: number; every?: string }) {
  return (daysAgo === undefined) !== (every === undefined);
}

const oneWhen = { message: 'needs either daysAgo or every' };

const count = z.number().int().nonnegative();
const name = z.string().min(1);

const testResults = z
  .strictObject({
    level: z.enum(['unit', 'integration', 'contract']),
    tests: count,
    failed: count.default(0),
    skipped: count.default(0),
    environment: name.optional(),
    ...when,
  })
  .refine(hasOneWhen, oneWhen);

const deployment = z
  .strictObject({
    environment: name.default('production'),
    /** `{date}` stands for the day. */
    version: name,
    result: z.enum(['succeeded', 'failed', 'rolled-back']).default('succeeded'),
    rollout: z.enum(['all-at-once', 'canary', 'flag', 'blue-green']).optional(),
    canary: z.enum(['promoted', 'rolled-back']).optional(),
    ...when,
  })
  .refine(hasOneWhen, oneWhen);

const dependencies = z
  .strictObject({
    checked: count,
    pastEndOfLife: z
      .array(
        z.strictObject({
          name,
          version: name.optional(),
          endOfLife: z.iso.date().optional(),
        }),
      )
      .default([]),
    ...when,
  })
  .refine(hasOneWhen, oneWhen);

const faultTest = z
  .strictObject({
    scenario: name,
    controls: z
      .array(
        z.enum([
          'repeating-is-safe',
          'retries',
          'dead-letters',
          'timeout',
          'circuit-breaker',
          'fallback',
          'reject-file',
          'somebody-is-told',
        ]),
      )
      .min(1),
    passed: z.boolean().default(true),
    environment: name.default('staging'),
    ...when,
  })
  .refine(hasOneWhen, oneWhen);

const pipelineSchema = z.strictObject({
  /** An integration, or a resource that is a platform. */
  of: z
    .string()
    .regex(
      /^(integration|resource):[^:/]+\/[^/]+$/,
      'must be a full reference of an integration or a resource',
    ),
  /** Its page; its runs are below it. */
  pipeline: z.url(),
  testResults: z.array(testResults).default([]),
  deployments: z.array(deployment).default([]),
  dependencies: z.array(dependencies).default([]),
  faultTests: z.array(faultTest).default([]),
});

/** A file that says what pipelines found. */
export const plannedEvidenceSchema = z.strictObject({
  evidence: z.array(pipelineSchema),
});

/** What the pipeline of an integration or a platform finds. */
export type PlannedEvidence = z.output<typeof pipelineSchema>;
