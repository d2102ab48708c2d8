import { InputError } from '@backstage/errors';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parse } from 'yaml';
import {
  ContractHistory,
  contractHistoriesSchema,
  PlannedEnding,
} from './ContractHistory';

/** What a folder says of contracts. */
export interface ContractHistories {
  contracts: ContractHistory[];
  endings: PlannedEnding[];
}

/**
 * Reads the histories of contracts, and what of them ends, from all YAML files of a folder.
 *
 * @throws InputError naming the file and what is wrong in it
 */
export async function readContractHistories(
  folder: string,
): Promise<ContractHistories> {
  const names = (await readdir(folder)).filter(name => name.endsWith('.yaml'));
  const files = await Promise.all(
    names.sort().map(async name => {
      const file = join(folder, name);
      const content = parse(await readFile(file, 'utf8'));
      const result = contractHistoriesSchema.safeParse(content);
      if (!result.success) {
        const mistakes = result.error.issues.map(
          ({ path, message }) => `${path.join('.')}: ${message}`,
        );
        throw new InputError(`${file}: ${mistakes.join('; ')}`);
      }
      return result.data;
    }),
  );
  return {
    contracts: files.flatMap(({ contracts }) => contracts),
    endings: files.flatMap(({ endings }) => endings),
  };
}
