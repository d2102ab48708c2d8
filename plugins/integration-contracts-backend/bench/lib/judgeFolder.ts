import { readdirSync } from 'fs';
import { contractFormats, ContractText, judge } from '../../src/judgement';
import { readText } from './readText';

/**
 * Judges the last file of a folder, by name, against all others, as they are: no
 * registry, no thread, nothing known before. Prints what it took.
 */
function main(folder: string): void {
  const [newest, ...earlier] = readdirSync(folder)
    .sort()
    .reverse()
    .map(name => `${folder}/${name}`);
  const next = new ContractText(readText(newest));
  const format = contractFormats.get('json-schema')!;
  const content = format.read(next);
  let similar = next;
  let clashes = 0;
  for (const file of earlier) {
    similar = new ContractText(readText(file), similar);
    const { violations } = judge(
      format.compare,
      'BACKWARD_TRANSITIVE',
      'semantic',
      [{ version: file, content: format.read(similar) }],
      content,
    );
    clashes += violations.length;
  }
  process.stdout.write(
    `${JSON.stringify({
      clashes,
      versions: earlier.length,
      rssMb: process.resourceUsage().maxRSS / 1024,
    })}\n`,
  );
}

main(process.argv[2]);
