import { DatabaseService } from '@backstage/backend-plugin-api';
import { IntegrationProjection } from '@tieline/plugin-integrations-node';
import knexFactory, { Knex } from 'knex';
import { performance } from 'perf_hooks';
import { Checklist } from '../../src/checklist/Checklist';
import { openDatabase } from '../../src/database';
import { DriftStore } from '../../src/evidence/DriftStore';
import { EvidenceReader } from '../../src/evidence/EvidenceReader';
import { EvidenceStore } from '../../src/evidence/EvidenceStore';
import { HealthStore } from '../../src/evidence/HealthStore';
import { PipelineStore } from '../../src/evidence/PipelineStore';
import { SurroundingsCache } from '../../src/evidence/SurroundingsCache';
import { SourceStore } from '../../src/evidence/SourceStore';
import { EvidencePieceStore } from '../../src/evidence/told/EvidencePieceStore';
import { Evaluator } from '../../src/scorecard/Evaluator';
import { ScorecardStore } from '../../src/scorecard/ScorecardStore';
import { WaiverStore } from '../../src/waivers/WaiverStore';
import { createPortfolio, healthOf } from './portfolio';

const refOf = (entity: { kind: string; metadata: { name: string } }) =>
  `${entity.kind}:default/${entity.metadata.name}`.toLocaleLowerCase('en-US');

async function main([client, connection, sizeText]: string[]): Promise<void> {
  const size = Number(sizeText);
  const knex: Knex = knexFactory({
    client,
    connection,
    useNullAsDefault: true,
    pool: client === 'better-sqlite3' ? { min: 1, max: 1 } : { min: 1, max: 5 },
  });
  if (client === 'better-sqlite3') {
    await knex.raw('pragma journal_mode = wal');
    await knex.raw('pragma foreign_keys = on');
  }
  const database = { getClient: async () => knex } as DatabaseService;
  await openDatabase(database);
  const projection = await IntegrationProjection.create({ database });
  const { surroundings, integrations } = createPortfolio(size);
  await projection.upsert(
    [...surroundings, ...integrations].map(entity => ({
      ref: refOf(entity),
      entity,
    })),
  );
  const now = new Date();
  const snapshots = new HealthStore(knex);
  const sources = new SourceStore(knex);
  await snapshots.writeDifferences(
    integrations.map(entity => healthOf(entity, now.toISOString())),
  );
  await sources.answered('health', now);
  await sources.answered('drift', now);
  const pieces = new EvidencePieceStore(knex);
  for (let at = 0; at < integrations.length; at += 3) {
    const entityRef = refOf(integrations[at]);
    const common = {
      entityRef,
      grade: 'tested' as const,
      source: 'pipeline bench',
      at: now.toISOString(),
      senderKey: 'one',
    };
    await pieces.add(
      [
        ...['unit', 'integration', 'contract'].map(level => ({
          ...common,
          type: 'test-results' as const,
          subject: level,
          value: `120 ${level} tests, all passed`,
          facts: { tests: 120, failed: 0, skipped: 0 },
        })),
        {
          ...common,
          type: 'deployment',
          subject: 'production',
          value: '1.2.3 to production: succeeded',
          facts: { result: 'succeeded', version: '1.2.3', canary: 'promoted' },
        },
      ],
      now,
    );
  }
  const checklist = await Checklist.readShipped();
  const scorecards = new ScorecardStore({
    knex,
    questionIds: checklist.questionIds,
  });
  const evaluator = new Evaluator({
    checklist,
    evidence: new EvidenceReader({
      projection,
      snapshots,
      drift: new DriftStore(knex),
      evidence: new EvidenceStore(knex),
      sources,
      pieces,
      pipelines: new PipelineStore(knex),
      surroundings: new SurroundingsCache(projection),
    }),
    scorecards,
    waivers: new WaiverStore(knex),
  });
  const evaluate = async () => {
    global.gc?.();
    const before = process.memoryUsage().rss;
    let peak = before;
    const watch = setInterval(() => {
      peak = Math.max(peak, process.memoryUsage().rss);
    }, 50);
    const startedAt = performance.now();
    await evaluator.evaluate();
    const ms = performance.now() - startedAt;
    clearInterval(watch);
    return { seconds: ms / 1000, rssMb: (peak - before) / 2 ** 20 };
  };
  const first = await evaluate();
  const again = await evaluate();
  await knex.destroy();
  process.stdout.write(`${JSON.stringify({ first, again })}\n`);
}

main(process.argv.slice(2)).catch(error => {
  process.stderr.write(`${error.stack}\n`);
  process.exitCode = 1;
});
