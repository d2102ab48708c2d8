import { InputError } from '@backstage/errors';
import { readFile } from 'node:fs/promises';
import { parse } from 'yaml';
import { z } from 'zod';
import { duration } from '../scenario/fields';

const attestationsSchema = z.strictObject({
  attestations: z.array(
    z.strictObject({
      of: z
        .string()
        .regex(
          /^integration:[^:/]+\/[^/]+$/,
          'must be a full reference of an integration',
        ),
      /** One of the people that the demo can be entered as. */
      by: z
        .string()
        .regex(/^user:[^:/]+\/[^/]+$/, 'must be a full reference of a user'),
      /** Where it can be read. */
      href: z.url(),
      /** What they say is true of a day so long before they say it. */
      daysAgo: z.number().nonnegative(),
      /** They say it again so often. */
      every: duration,
      /** By check. */
      statements: z.record(z.string(), z.string().min(1)),
      /** That its runbook is useful and covers what can fail, with what they say of it. */
      runbook: z.string().min(1).optional(),
    }),
  ),
});

/** What a person states of an integration. */
export type PlannedAttestations = z.output<
  typeof attestationsSchema
>['attestations'][number];

/**
 * Reads what people state.
 *
 * @throws InputError naming the file and what is wrong in it
 */
export async function readPlannedAttestations(
  file: string,
): Promise<PlannedAttestations[]> {
  const content = parse(await readFile(file, 'utf8'));
  const result = attestationsSchema.safeParse(content);
  if (!result.success) {
    const mistakes = result.error.issues.map(
      ({ path, message }) => `${path.join('.')}: ${message}`,
    );
    throw new InputError(`${file}: ${mistakes.join('; ')}`);
  }
  return result.data.attestations;
}
