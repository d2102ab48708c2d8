import { mockServices, TestDatabases } from '@backstage/backend-test-utils';
import { ConfigReader } from '@backstage/config';
import { ContractEvidence } from '@tieline/plugin-integrations-common/contracts';
import { IntegrationProjection } from '@tieline/plugin-integrations-node';
import { Knex } from 'knex';
import { AuditStore } from '../audits/AuditStore';
import { ActiveChecklist } from '../checklist/ActiveChecklist';
import { Checklist } from '../checklist/Checklist';
import { FreshOutcome } from '../checklist/evaluateCheck';
import { openDatabase } from '../database';
import { DrillStore } from '../drills/DrillStore';
import { ContractsCollector } from '../evidence/ContractsCollector';
import { PatternEvidenceReader } from '../decisions/PatternEvidenceReader';
import { ContractsStore } from '../evidence/ContractsStore';
import { DriftCollector } from '../evidence/DriftCollector';
import { DriftStore } from '../evidence/DriftStore';
import { EvidenceRefresh } from '../evidence/EvidenceRefresh';
import { EvidenceReader } from '../evidence/EvidenceReader';
import { EvidenceStore } from '../evidence/EvidenceStore';
import { HealthCollector } from '../evidence/HealthCollector';
import { HealthStore } from '../evidence/HealthStore';
import { NewPiece } from '../evidence/told/EvidencePiece';
import { EvidencePieceStore } from '../evidence/told/EvidencePieceStore';
import { FailureModes } from '../runbooks/FailureModes';
import { RunbookReader } from '../runbooks/RunbookReader';
import { RunbookStore } from '../runbooks/RunbookStore';
import { WaiverStore } from '../waivers/WaiverStore';
import { PipelineStore } from '../evidence/PipelineStore';
import { SurroundingsCache } from '../evidence/SurroundingsCache';
import { SourceStore } from '../evidence/SourceStore';
import {
  contractEvidence,
  ending,
  flowUnder,
} from '../__testUtils__/contractsOf';
import {
  carefulSpec,
  health,
  integration,
  surroundings,
} from '../__testUtils__/landscape';
import { FindingStore } from '../findings/FindingStore';
import { ReviewEvidenceReader } from '../reviewCalendar/ReviewEvidenceReader';
import { ScheduleStore } from '../reviewCalendar/ScheduleStore';
import { ReviewStore } from '../reviews/ReviewStore';
import { EvaluationRuns } from './EvaluationRuns';
import { Evaluator } from './Evaluator';
import { PilotStore } from '../improvement/PilotStore';
import { RetentionJob } from './RetentionJob';
import { StepwiseEvaluation } from './StepwiseEvaluation';
import { PlannerStatistics } from './PlannerStatistics';
import { ScorecardStore } from './ScorecardStore';

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_18'] });
const ref = 'integration:default/careful';

const factOf = (entityRef: string): Omit<NewPiece, 'senderKey'> => ({
  entityRef,
  type: 'fact',
  subject: 'patched',
  value: 'yes',
  grade: 'tested',
  source: 'pipeline external:ci',
  facts: {},
  at: '2026-11-22T11:00:00.000Z',
});

describe.each(databases.eachSupportedId())('results on %s', databaseId => {
  let knex: Knex;
  let checklist: Checklist;
  let now: Date;
  let projection: IntegrationProjection;

  beforeEach(async () => {
    knex = await databases.init(databaseId);
    const database = mockServices.database({ knex });
    await openDatabase(database);
    projection = await IntegrationProjection.create({ database });
    checklist = await Checklist.readShipped();
    now = new Date('2026-11-22T12:00:00.000Z');
  });

  const store = () =>
    new ScorecardStore({ knex, checklist: new ActiveChecklist(checklist) });

  const evaluated = (result: FreshOutcome['result']) => ({
    entityRef: ref,
    checklistVersion: checklist.version,
    outcomes: [
      {
        checkId: 'inventory-owner',
        questionId: 'inventory',
        title: 'A team owns it',
        result,
        reason: `It is ${result}.`,
        needs: 'declared' as const,
        evidence: [],
      },
    ],
    score: {
      yes: 0,
      applicable: 0,
      answers: [
        {
          questionId: 'inventory',
          state: 'not-yet' as const,
          failed: 1,
          unmeasured: 0,
          waived: 0,
          passed: 0,
        },
      ],
    },
    evaluatedAt: now,
  });

  it('records a change once, however many replicas find it at the same time', async () => {
    await store().write([evaluated('fail')]);
    const replicas = Array.from({ length: 5 }, () =>
      store().write([evaluated('pass')]),
    );
    const changes = await Promise.all(replicas);
    expect(changes.filter(counts => counts.get(ref) === 1)).toHaveLength(1);
    const transitions = await store().listTransitions(ref);
    expect(transitions).toMatchObject([
      { from: 'fail', to: 'pass' },
      { from: null, to: 'fail' },
    ]);
  });

  it('finds nothing left to record where another replica was faster while it read', async () => {
    await store().write([evaluated('fail')]);
    let hasRaced = false;
    const slow = new Proxy(knex, {
      apply(target, _, [table]: [string]) {
        const query = target(table);
        if (table === 'scores' && !hasRaced) {
          hasRaced = true;
          const read = query.then.bind(query);
          query.then = (...handlers) =>
            store()
              .write([evaluated('pass')])
              .then(() => read(...handlers));
        }
        return query;
      },
    });
    const slower = new ScorecardStore({
      knex: slow,
      checklist: new ActiveChecklist(checklist),
    });
    expect((await slower.write([evaluated('pass')])).get(ref)).toBe(0);
    expect(hasRaced).toBe(true);
    expect(await store().listTransitions(ref)).toHaveLength(2);
  });

  it('forgets the result of a check that is no longer in the checklist', async () => {
    await store().write([evaluated('fail')]);
    await store().write([{ ...evaluated('fail'), outcomes: [] }]);
    expect((await store().read(ref))?.results).toEqual([]);
  });

  describe('from evidence', () => {
    let telemetryIsUp: boolean;
    let contractsAreUp: boolean;
    let contracts: ContractEvidence[];
    /** Of which integrations the contracts say something else. */
    let told: Array<string[] | undefined>;
    let evaluator: Evaluator;
    let collect: () => Promise<void>;
    const seenAt = '2026-11-22T11:59:00.000Z';

    beforeEach(async () => {
      telemetryIsUp = true;
      contractsAreUp = true;
      contracts = [contractEvidence('careful', flowUnder())];
      told = [];
      const entities = [...surroundings, integration('careful', carefulSpec)];
      await projection.upsert(
        entities.map(entity => ({
          ref: `${entity.kind}:default/${entity.metadata.name}`.toLocaleLowerCase(
            'en-US',
          ),
          entity,
        })),
      );
      const snapshots = new HealthStore(knex);
      const sources = new SourceStore(knex);
      const drift = new DriftStore(knex);
      const contractSnapshots = new ContractsStore(knex);
      evaluator = new Evaluator({
        checklist: new ActiveChecklist(checklist),
        evidence: new EvidenceReader({
          projection,
          snapshots,
          drift,
          contracts: contractSnapshots,
          sources,
          evidence: new EvidenceStore(knex),
          pieces: new EvidencePieceStore(knex),
          pipelines: new PipelineStore(knex),
          patterns: new PatternEvidenceReader({ knex, projection }),
          surroundings: new SurroundingsCache(projection),
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
        scorecards: store(),
        waivers: new WaiverStore(knex),
        audits: new AuditStore(knex),
        statistics: new PlannerStatistics(knex),
        now: () => now,
      });
      const answer = async (items: unknown[]): Promise<any> => {
        if (!telemetryIsUp) {
          throw new Error('no answer');
        }
        return { items, totalItems: items.length, pageInfo: {} };
      };
      const telemetry: any = {
        client: {
          listHealth: () => answer([health('careful', { at: seenAt })]),
          listDrift: () => answer([]),
        },
        requestOptions: async () => ({}),
      };
      const logger = mockServices.logger.mock();
      const shared = { telemetry, sources, logger, now: () => now };
      const healthCollector = new HealthCollector({
        ...shared,
        snapshots,
        onChange: async refs => evaluator.evaluate(refs),
      });
      const driftCollector = new DriftCollector({
        ...shared,
        items: drift,
        onChange: async () => evaluator.evaluate(),
      });
      const contractsCollector = new ContractsCollector({
        ...shared,
        contracts: {
          client: {
            listContractEvidence: async () => {
              if (!contractsAreUp) {
                throw new Error('no answer');
              }
              return { items: contracts };
            },
          } as never,
          requestOptions: async () => ({}),
        },
        snapshots: contractSnapshots,
        onChange: async refs => {
          told.push(refs);
          await evaluator.evaluate(refs);
        },
      });
      collect = async () => {
        await contractsCollector.collect();
        await healthCollector.collect();
        await driftCollector.collect();
      };
    });

    const find = async (checkId: string) => {
      const stored = await store().read(ref);
      return stored?.results.find(result => result.checkId === checkId);
    };

    it('stand through an outage of telemetry until their shelf life ends, then are unmeasured with the old value', async () => {
      await collect();
      expect((await find('observability-error-rate'))?.result).toBe('pass');
      const transitions = await store().listTransitions(ref);

      telemetryIsUp = false;
      now = new Date('2026-11-23T12:00:00.000Z');
      await collect();
      now = new Date('2026-11-28T12:00:00.000Z');
      await collect();
      await evaluator.evaluate();
      expect(await find('observability-error-rate')).toMatchObject({
        result: 'pass',
        evidence: [
          { at: seenAt, notRecheckedSince: '2026-11-23T12:00:00.000Z' },
        ],
      });
      expect(await store().listTransitions(ref)).toEqual(transitions);

      now = new Date('2026-11-29T12:00:00.000Z');
      await evaluator.evaluate();
      expect(await find('observability-error-rate')).toMatchObject({
        result: 'unmeasured',
        since: '2026-11-29T12:00:00.000Z',
        evidence: [{ value: '0.2 % of calls', at: seenAt }],
      });
      const latest = await store().listTransitions(ref);
      expect(latest[0]).toMatchObject({ from: 'pass', to: 'unmeasured' });
      // What the catalog says does not need telemetry.
      expect((await find('inventory-owner'))?.result).toBe('pass');
    });

    it('stand through an outage of the contracts, marked, and are looked at again once these answer', async () => {
      await collect();
      expect(await find('contracts-mode')).toMatchObject({ result: 'pass' });

      contractsAreUp = false;
      now = new Date('2026-11-23T12:00:00.000Z');
      await collect();
      now = new Date('2026-11-25T12:00:00.000Z');
      await collect();
      await evaluator.evaluate();
      expect(await find('contracts-mode')).toMatchObject({
        result: 'pass',
        evidence: [
          {
            at: '2026-11-22T12:00:00.000Z',
            notRecheckedSince: '2026-11-23T12:00:00.000Z',
          },
        ],
      });

      contractsAreUp = true;
      await collect();
      const { evidence } = (await find('contracts-mode'))!;
      expect(evidence).toMatchObject([{ at: '2026-11-25T12:00:00.000Z' }]);
      expect(evidence![0].notRecheckedSince).toBeUndefined();
    });

    it('are evaluated anew where contracts say something else, not where only a moment moved', async () => {
      const at = (lastSeenAt: string) =>
        contractEvidence(
          'careful',
          flowUnder({}, { endings: [ending({ lastSeenAt })] }),
        );
      contracts = [at('2026-11-22T11:00:00.000Z')];
      await collect();
      contracts = [at('2026-11-22T11:30:00.000Z')];
      await collect();
      expect(told).toEqual([undefined]);

      contracts = [
        contractEvidence('careful', flowUnder({ verdict: 'incompatible' })),
      ];
      await collect();
      expect(told).toEqual([undefined, [ref]]);
      expect((await find('contracts-mode'))?.result).toBe('fail');

      contracts = [];
      await collect();
      await evaluator.evaluate();
      expect((await find('contracts-mode'))?.result).toBe('unmeasured');
    });

    it('say since when the catalog says so', async () => {
      await evaluator.evaluate();
      now = new Date('2026-11-25T12:00:00.000Z');
      await evaluator.evaluate();
      expect((await find('inventory-owner'))?.evidence).toMatchObject([
        { at: '2026-11-22T12:00:00.000Z' },
      ]);
    });

    const retention = () =>
      new RetentionJob({
        projection,
        pieces: new EvidencePieceStore(knex),
        pilots: new PilotStore(knex),
        scorecards: store(),
        runs: new EvaluationRuns({
          knex,
          evaluator,
          stepwise: new StepwiseEvaluation({
            checklist: new ActiveChecklist(checklist),
            evaluator,
            scorecards: store(),
            refresh: new EvidenceRefresh({
              sources: new SourceStore(knex),
              collect: { telemetry: collect, contracts: collect },
            }),
            compareWithCatalog: async () => 'same',
          }),
          logger: mockServices.logger.mock(),
        }),
      });

    it('are forgotten 30 days after the integration left the catalog, and not before', async () => {
      await collect();
      await projection.markDeleted([ref], now);
      const job = retention();
      await job.run(new Date('2026-12-22T11:00:00.000Z'));
      expect(await store().read(ref)).toBeDefined();
      await job.run(new Date('2026-12-22T13:00:00.000Z'));
      expect(await store().read(ref)).toBeUndefined();
      for (const table of [
        'transitions',
        'evidence',
        'health_snapshots',
        'contract_snapshots',
      ]) {
        expect(await knex(table)).toEqual([]);
      }
    });

    it('forget what pipelines told of a platform 30 days after it left the catalog, and not before', async () => {
      const platform = 'resource:default/edge-gateway';
      const stays = 'resource:default/broker';
      const pieces = new EvidencePieceStore(knex);
      const kept = async () => [
        ...(await pieces.current([platform, stays])).keys(),
      ];
      await projection.upsert(
        [platform, stays].map(entityRef => ({
          ref: entityRef,
          entity: {
            apiVersion: 'backstage.io/v1alpha1',
            kind: 'Resource',
            metadata: { name: entityRef.split('/')[1] },
          },
        })),
      );
      await pieces.add(
        [platform, stays].map(entityRef => ({
          ...factOf(entityRef),
          senderKey: 'first',
        })),
        now,
      );
      await projection.markDeleted([platform], now);
      const job = retention();
      await job.run(new Date('2026-12-22T11:00:00.000Z'));
      expect((await kept()).sort()).toEqual([stays, platform]);
      await job.run(new Date('2026-12-22T13:00:00.000Z'));
      expect(await kept()).toEqual([stays]);
    });
  });
});
