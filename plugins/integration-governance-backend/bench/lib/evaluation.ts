import { DatabaseService } from '@backstage/backend-plugin-api';
import { ConfigReader } from '@backstage/config';
import { IntegrationProjection } from '@tieline/plugin-integrations-node';
import knexFactory, { Knex } from 'knex';
import { performance } from 'perf_hooks';
import { AuditStore } from '../../src/audits/AuditStore';
import { ActiveChecklist } from '../../src/checklist/ActiveChecklist';
import { Checklist } from '../../src/checklist/Checklist';
import { openDatabase } from '../../src/database';
import { PatternEvidenceReader } from '../../src/decisions/PatternEvidenceReader';
import { DrillStore } from '../../src/drills/DrillStore';
import { ContractsStore } from '../../src/evidence/ContractsStore';
import { DriftStore } from '../../src/evidence/DriftStore';
import { EvidenceReader } from '../../src/evidence/EvidenceReader';
import { EvidenceStore } from '../../src/evidence/EvidenceStore';
import { HealthStore } from '../../src/evidence/HealthStore';
import { PipelineStore } from '../../src/evidence/PipelineStore';
import { SurroundingsCache } from '../../src/evidence/SurroundingsCache';
import { SourceStore } from '../../src/evidence/SourceStore';
import { EvidencePieceStore } from '../../src/evidence/told/EvidencePieceStore';
import { FindingStore } from '../../src/findings/FindingStore';
import { ReviewEvidenceReader } from '../../src/reviewCalendar/ReviewEvidenceReader';
import { ScheduleStore } from '../../src/reviewCalendar/ScheduleStore';
import { ReviewStore } from '../../src/reviews/ReviewStore';
import { FailureModes } from '../../src/runbooks/FailureModes';
import { RunbookReader } from '../../src/runbooks/RunbookReader';
import { RunbookStore } from '../../src/runbooks/RunbookStore';
import { Evaluator } from '../../src/scorecard/Evaluator';
import { PlannerStatistics } from '../../src/scorecard/PlannerStatistics';
import { RollUpHistory } from '../../src/scorecard/RollUpHistory';
import { TallyReader } from '../../src/scorecard/TallyReader';
import { ScorecardStore } from '../../src/scorecard/ScorecardStore';
import { WaiverStore } from '../../src/waivers/WaiverStore';
import { createPortfolio, healthOf } from './portfolio';

const DAY_MS = 86_400_000;
const BATCH = 100;

const refOf = (entity: { kind: string; metadata: { name: string } }) =>
  `${entity.kind}:default/${entity.metadata.name}`.toLocaleLowerCase('en-US');

/** Two years in which each group changed every other day, and each integration some thirty times. */
async function fillHistory(knex: Knex, now: Date): Promise<void> {
  const rows = await knex('roll_up_days').select();
  const days = Array.from({ length: 365 }, (_, nth) =>
    new Date(now.getTime() - (2 * nth + 1) * DAY_MS).toISOString().slice(0, 10),
  );
  for (const row of rows) {
    for (let at = 0; at < days.length; at += BATCH) {
      await knex('roll_up_days').insert(
        days.slice(at, at + BATCH).map(day => ({ ...row, day })),
      );
    }
  }
  const latest = await knex('transitions')
    .where('check_id', 'inventory-owner')
    .select();
  for (const { id: _id, ...row } of latest) {
    await knex('transitions').insert(
      Array.from({ length: 30 }, (_, nth) => ({
        ...row,
        revision: -nth - 1,
        at: new Date(now.getTime() - (nth + 1) * 24 * DAY_MS),
      })),
    );
  }
}

/** What Backstage does for a plugin at its start. */
async function createDatabase(connection: string): Promise<void> {
  const url = new URL(connection);
  const name = url.pathname.slice(1);
  url.pathname = '/postgres';
  const knex = knexFactory({ client: 'pg', connection: url.href });
  try {
    await knex.raw('create database ??', [name]);
  } finally {
    await knex.destroy();
  }
}

async function main([client, connection, sizeText]: string[]): Promise<void> {
  const size = Number(sizeText);
  if (client === 'pg') {
    await createDatabase(connection);
  }
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
  const { surroundings: around, integrations } = createPortfolio(size);
  await projection.upsert(
    [...around, ...integrations].map(entity => ({
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
  const surroundings = new SurroundingsCache(projection);
  const checklist = new ActiveChecklist(await Checklist.readShipped());
  const scorecards = new ScorecardStore({
    knex,
    checklist,
  });
  const evaluator = new Evaluator({
    checklist,
    evidence: new EvidenceReader({
      projection,
      snapshots,
      drift: new DriftStore(knex),
      contracts: new ContractsStore(knex),
      evidence: new EvidenceStore(knex),
      sources,
      pieces,
      pipelines: new PipelineStore(knex),
      patterns: new PatternEvidenceReader({ knex, projection }),
      surroundings,
      reviews: new ReviewEvidenceReader({
        schedule: new ScheduleStore({ knex, projection }),
        reviews: new ReviewStore({ knex, projection }),
        findings: new FindingStore({ knex, projection }),
      }),
      runbooks: new RunbookReader({
        runbooks: new RunbookStore({ knex, projection }),
        drills: new DrillStore({ knex, projection }),
        modes: await FailureModes.read(new ConfigReader({})),
      }),
    }),
    scorecards,
    waivers: new WaiverStore(knex),
    audits: new AuditStore(knex),
    statistics: new PlannerStatistics(knex),
  });
  const evaluate = async () => {
    global.gc?.();
    const before = process.memoryUsage().rss;
    let peak = before;
    const startedAt = performance.now();
    await evaluator.evaluate(undefined, async () => {
      peak = Math.max(peak, process.memoryUsage().rss);
    });
    const ms = performance.now() - startedAt;
    return { seconds: ms / 1000, rssMb: (peak - before) / 2 ** 20 };
  };
  const first = await evaluate();
  const again = await evaluate();
  const history = new RollUpHistory({
    knex,
    checklist,
    tallies: new TallyReader({ knex, projection }),
    surroundings,
  });
  await history.record(now);
  await fillHistory(knex, now);
  if (client === 'pg') {
    // Two years come in a minute here: what autovacuum would do with them is not measured as a page.
    await knex.raw('vacuum (analyze)');
  }
  await knex.destroy();
  process.stdout.write(`${JSON.stringify({ first, again })}\n`);
}

main(process.argv.slice(2)).catch(error => {
  process.stderr.write(`${error.stack}\n`);
  process.exitCode = 1;
});
