/* npm run fuzz: many bodies that no sender would send, read in this process. */
import { mkdirSync, readFileSync, writeFileSync } from 'fs';
import { join } from 'path';
import { Body } from '../../ingest/readTelemetry';
import { Fuzzer, FuzzFailure } from './Fuzzer';
import { MemoryWatch } from './MemoryWatch';

const STEPS = 20;
/**
 * Attribution remembers up to 65,536 shapes of spans, some 2 KB each, and these
 * bodies have little else. What is not bounded grows by far more in a million.
 */
const REMEMBERED_MB = 160;

const { bodies, seed, folder, reproduce } = JSON.parse(process.argv[2]) as {
  bodies: number;
  seed: number;
  /** Where a body that fails is kept. */
  folder: string;
  /** A body that was kept. */
  reproduce?: string;
};

function keep({ body, message }: FuzzFailure): string {
  mkdirSync(folder, { recursive: true });
  const file = join(folder, `${seed}-${body.signal}-${body.encoding}.json`);
  const wire = body.wire.toString('base64');
  writeFileSync(file, JSON.stringify({ ...body, wire, message }, undefined, 2));
  return file;
}

function readKept(file: string): Body {
  const body = JSON.parse(readFileSync(file, 'utf8'));
  return { ...body, wire: Buffer.from(body.wire, 'base64') };
}

function run(): void {
  const fuzzer = new Fuzzer(seed);
  if (reproduce) {
    fuzzer.check(readKept(reproduce));
    process.stdout.write('This body is taken as it should be.\n');
    return;
  }
  const memory = new MemoryWatch(REMEMBERED_MB);
  const startedAt = performance.now();
  for (let done = 1; done <= bodies; done += 1) {
    fuzzer.check(fuzzer.next());
    if (done % Math.ceil(bodies / STEPS) === 0) {
      memory.look();
      const seconds = Math.round((performance.now() - startedAt) / 1000);
      process.stdout.write(
        `  ${done} bodies after ${seconds} s, ${memory.lastMb} MB on the heap\n`,
      );
    }
  }
  const refused = [...fuzzer.refused.values()].reduce((sum, n) => sum + n, 0);
  process.stdout.write(
    `${bodies} bodies: ${bodies - refused} taken (${fuzzer.accepted} items, ${fuzzer.rejected} others rejected), ${refused} refused as a whole; ${fuzzer.lenient} taken although a part that nobody needs is damaged; the slowest took ${Math.ceil(fuzzer.slowestMs)} ms\n`,
  );
  const growth = memory.growth();
  if (growth) {
    throw new Error(growth);
  }
}

try {
  run();
} catch (error) {
  const kept = error instanceof FuzzFailure ? keep(error) : undefined;
  process.stderr.write(`${error.stack}\n`);
  if (kept) {
    process.stderr.write(`Again: npm run fuzz -- --reproduce ${kept}\n`);
  }
  process.exitCode = 1;
}
