import { InputError } from '@backstage/errors';
import { readFile } from 'node:fs/promises';
import { parse } from 'yaml';
import { PlannedEvidence, plannedEvidenceSchema } from './PlannedEvidence';

/**
 * Reads what pipelines find.
 *
 * @throws InputError naming the file and what is wrong in it
 */
export async function readPlannedEvidence(
  file: string,
): Promise<PlannedEvidence[]> {
  const content = parse(await readFile(file, 'utf8'));
  const result = plannedEvidenceSchema.safeParse(content);
  if (!result.success) {
    const mistakes = result.error.issues.map(
      ({ path, message }) => `${path.join('.')}: ${message}`,
    );
    throw new InputError(`${file}: ${mistakes.join('; ')}`);
  }
  return result.data.evidence;
}
