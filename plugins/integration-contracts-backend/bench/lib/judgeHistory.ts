import { mkdirSync, writeFileSync } from 'fs';
import { join } from 'path';
import { isMainThread } from 'worker_threads';
import knexFactory from 'knex';
import { JudgingThreads } from '../../src/judging/JudgingThreads';
import { ConsumerReader } from '../../src/consumers/ConsumerReader';
import { migrationsDirectory } from '../../src/database';
import { ContractReader } from '../../src/registry/ContractReader';
import { ContractStore } from '../../src/registry/ContractStore';
import { VersionStore } from '../../src/registry/VersionStore';
import { makeBreaking, makeHistory } from './history';

const VERSIONS = 200;
const CONTRACT = { registry: 'default', subject: 'model' };
const MODE = { mode: 'BACKWARD_TRANSITIVE', policy: 'semantic' } as const;

/** As the plugin has them where nothing is configured. */
const JUDGING = { timeLimitMs: 20_000, maxHeapMb: 1_024, size: 2 };

/**
 * Has a registry with a long history check texts: the first time, when no text of
 * it was read yet, and again. Prints seconds; leaves the history as files.
 */
async function main(folder: string): Promise<void> {
  const texts = makeHistory(VERSIONS + 3);
  const knex = knexFactory({
    client: 'better-sqlite3',
    connection: { filename: join(folder, 'contracts.sqlite') },
    useNullAsDefault: true,
  });
  await knex.migrate.latest({ directory: migrationsDirectory() });
  const contracts = new ContractStore({ knex, defaults: MODE });
  const versions = new VersionStore({ knex });
  await fill(knex, contracts, versions, texts.slice(0, VERSIONS));
  writeFiles(folder, texts);

  const judge = new JudgingThreads(JUDGING);
  const reader = new ContractReader({
    contracts,
    versions,
    judge,
    // Nobody depends on it, so that only judging is measured.
    consumers: { list: async () => [] } as unknown as ConsumerReader,
    now: Date.now,
  } as unknown as ConstructorParameters<typeof ContractReader>[0]);
  const check = async (text: string, isCompatible: boolean) => {
    const startedAt = performance.now();
    const { compatible, comparedWith, violations } = await reader.check(
      { contract: CONTRACT, text },
      () => {},
    );
    const seconds = (performance.now() - startedAt) / 1_000;
    if (compatible !== isCompatible || comparedWith.length !== VERSIONS) {
      throw new Error(
        `Judged wrongly: ${JSON.stringify(violations[0] ?? comparedWith)}`,
      );
    }
    return seconds;
  };
  // The thread is there: portals keep it for a minute after they last needed it.
  await judge.read({ text: '{"type": "string"}' });
  const next = texts.slice(VERSIONS);
  const first = await check(next[0], true);
  const again = await check(next[1], true);
  const breaking = await check(makeBreaking(next[2]), false);
  await judge.stop();
  await knex.destroy();
  process.stdout.write(
    `${JSON.stringify({ first, again, breaking, textMb: texts[0].length / 1e6 })}\n`,
  );
}

async function fill(
  knex: ReturnType<typeof knexFactory>,
  contracts: ContractStore,
  versions: VersionStore,
  texts: readonly string[],
): Promise<void> {
  const { id } = await contracts.ensure(CONTRACT);
  for (const [at, text] of texts.entries()) {
    await knex.transaction(tx =>
      versions.add(
        tx,
        { digest: `${at}`.padStart(64, '0'), text },
        {
          contract_id: id,
          number: at + 1,
          version: `1.${at}`,
          format: 'json-schema',
          state: 'active',
          published_at_ms: at,
          recorded_at_ms: at,
          published_by: null,
          source: 'pipeline',
          source_url: null,
          changelog: null,
          deprecated_at_ms: null,
          sunset_at_ms: null,
          replacement: null,
          verdict_state: 'compatible',
          breaking: 0,
          verdict: '{}',
          guarantees: null,
          override_reason: null,
          override_by: null,
        },
      ),
    );
  }
}

function writeFiles(folder: string, texts: readonly string[]): void {
  const files = join(folder, 'versions');
  mkdirSync(files);
  texts
    .slice(0, VERSIONS + 1)
    .forEach((text, at) =>
      writeFileSync(join(files, `${String(at).padStart(4, '0')}.json`), text),
    );
}

if (isMainThread) {
  main(process.argv[2]).catch(error => {
    process.stderr.write(`${error.stack}\n`);
    process.exit(1);
  });
}
