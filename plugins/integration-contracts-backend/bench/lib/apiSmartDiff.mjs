import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';

// How api-smart-diff compares two files: its folder, the older and the newer one.
const [folder, oldFile, newFile] = process.argv.slice(2);
const require = createRequire(join(folder, 'package.json'));
const { apiDiff } = require('api-smart-diff');

const read = file => JSON.parse(readFileSync(file, 'utf8'));
const found = apiDiff(read(oldFile), read(newFile));
const breaking = found.filter(({ type }) => type === 'breaking').length;
process.stdout.write(
  `${JSON.stringify({ breaking, changes: found.length })}\n`,
);
