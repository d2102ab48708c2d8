import { contractFormats, ContractText, judge } from '../../src/judgement';
import { readText } from './readText';

/**
 * Judges one file against another as the command line does: from the texts to
 * violations with line and column. Prints what came of it, and what it took.
 */
function main([oldFile, newFile]: string[]): void {
  const before = new ContractText(readText(oldFile));
  const after = new ContractText(readText(newFile));
  const format = [...contractFormats.values()].find(one =>
    one.recognises(before.content),
  )!;
  const { violations } = judge(
    format.compare,
    'BACKWARD',
    'semantic',
    [{ version: 'earlier', content: format.read(before) }],
    format.read(after),
  );
  const placed = violations.map(violation => ({
    ...violation,
    oldPlace: before.locate(violation.oldPointer),
    newPlace: after.locate(violation.newPointer),
  }));
  const errors = placed.filter(({ severity }) => severity === 'error').length;
  process.stdout.write(
    `${JSON.stringify({
      errors,
      warnings: placed.length - errors,
      // Linux tells kilobytes.
      rssMb: process.resourceUsage().maxRSS / 1024,
    })}\n`,
  );
}

main(process.argv.slice(2));
