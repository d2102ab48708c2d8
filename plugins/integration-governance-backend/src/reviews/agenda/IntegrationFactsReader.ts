import { LoggerService } from '@backstage/backend-plugin-api';
import { parseContractId } from '@tieline/plugin-integrations-common/contracts';
import { IntegrationScorecard } from '@tieline/plugin-integrations-common/governance';
import { IntegrationFacets } from '@tieline/plugin-integrations-common/telemetry';
import { ActiveChecklist } from '../../checklist/ActiveChecklist';
import { ContractsStore } from '../../evidence/ContractsStore';
import { DriftStore } from '../../evidence/DriftStore';
import { HealthStore } from '../../evidence/HealthStore';
import { ContractsAccess, TelemetryAccess } from '../../evidence/pluginAccess';
import { SourceName, SourceStore } from '../../evidence/SourceStore';
import { FindingStore } from '../../findings/FindingStore';
import { ScorecardReader } from '../../scorecard/ScorecardReader';
import { dayOf } from '../../waivers/Waiver';
import { WaiverStore } from '../../waivers/WaiverStore';
import { ReviewBaseline } from '../Review';
import {
  AgendaPeriod,
  ContractFacts,
  IntegrationFacts,
  Told,
} from './agendaFacts';
import { AgendaSources } from './AgendaSources';
import { askSource } from './askSource';

/** An agenda names so many; how many there were it says anyway. */
const SHOWN_ALARMS = 50;

interface ReaderOptions {
  logger: LoggerService;
  checklist: ActiveChecklist;
  scorecards: ScorecardReader;
  health: HealthStore;
  drift: DriftStore;
  contracts: ContractsStore;
  sources: SourceStore;
  telemetryApi: TelemetryAccess;
  contractsApi: ContractsAccess;
  waivers: WaiverStore;
  findings: FindingStore;
  agendaSources: AgendaSources;
}

/** Gathers what an integration's agenda is written from. */
export class IntegrationFactsReader {
  readonly #options: ReaderOptions;

  constructor(options: ReaderOptions) {
    this.#options = options;
  }

  async read(
    facets: IntegrationFacets,
    period: AgendaPeriod,
    before: ReviewBaseline | undefined,
  ): Promise<IntegrationFacts> {
    const { entityRef } = facets;
    const { logger, checklist, health, drift, scorecards, findings } =
      this.#options;
    const scorecard = await scorecards.read(facets);
    const { costs, regrets, drills } = this.#options.agendaSources;
    const ask = <T>(what: string, work: () => Promise<T>) =>
      askSource(logger, what, work);
    return {
      ...period,
      facets,
      before,
      health: await this.#stored('health', () => health.get(entityRef)),
      alarms: await ask('Alarms', () => this.#readAlarms(entityRef, period)),
      contracts: await this.#stored('contracts', () =>
        this.#readContracts(entityRef, period, before),
      ),
      drift: await this.#stored('drift', async () =>
        (await drift.list()).filter(item => item.integrationRef === entityRef),
      ),
      questions: scorecard.questions,
      answers: answersOf(scorecard),
      answersThen:
        before?.answers ??
        answersOf(await scorecards.readOn(facets, dayOf(period.since))),
      beganToFail: beganToFail(scorecard, period.since),
      waivers: (
        await this.#options.waivers.listHoldingUntil(
          dayOf(period.now),
          period.nextReviewOn,
        )
      )
        .filter(waiver => waiver.entityRef === entityRef)
        .map(waiver => ({
          ...waiver,
          title:
            checklist.current.items.find(({ id }) => id === waiver.checkId)
              ?.title ?? waiver.checkId,
        })),
      findings: (await findings.listOpen([entityRef])).get(entityRef) ?? [],
      cost: costs && (await ask('Cost', () => costs.runCost(entityRef))),
      regrets:
        regrets &&
        (await ask('Decisions', () => regrets.openRegrets(entityRef))),
      drill: drills && (await ask('Drills', () => drills.lastDrill(entityRef))),
    };
  }

  /** What a source last said; nothing while it does not answer. */
  async #stored<T>(
    source: SourceName,
    read: () => Promise<T>,
  ): Promise<Told<T>> {
    const { readAt, notReadSince } = await this.#options.sources.get(source);
    return notReadSince !== undefined || readAt === undefined
      ? { outSince: notReadSince }
      : { value: await read() };
  }

  async #readAlarms(subject: string, { since, now }: AgendaPeriod) {
    const { client, requestOptions } = this.#options.telemetryApi;
    const { totalItems, items } = await client.listAlarms(
      {
        subject,
        from: since.toISOString(),
        to: now.toISOString(),
        limit: SHOWN_ALARMS,
      },
      await requestOptions(),
    );
    return { total: totalItems, items };
  }

  async #readContracts(
    entityRef: string,
    { since }: AgendaPeriod,
    before: ReviewBaseline | undefined,
  ): Promise<ContractFacts[]> {
    const stored = await this.#options.contracts.list([entityRef]);
    return Promise.all(
      (stored.get(entityRef) ?? []).map(
        async (flow): Promise<ContractFacts> => {
          const { data, reference, contract } = flow;
          const id = reference ? parseContractId(reference) : undefined;
          return {
            data,
            reference,
            contract,
            newVersions:
              contract && id
                ? await askSource(
                    this.#options.logger,
                    `The contract ${reference}`,
                    async () => {
                      const { client, requestOptions } =
                        this.#options.contractsApi;
                      const { allVersions } = await client.getContract(
                        id,
                        await requestOptions(),
                      );
                      return allVersions.filter(
                        ({ publishedAt }) => new Date(publishedAt) > since,
                      );
                    },
                  )
                : undefined,
            modeThen: reference ? before?.modes?.[reference] : undefined,
          };
        },
      ),
    );
  }
}

/** What the next review compares with. */
export function baselineOf(facts: IntegrationFacts): ReviewBaseline {
  const { facets, health, answers, contracts } = facts;
  const modes =
    'value' in contracts
      ? contracts.value.flatMap(({ reference, contract }) =>
          reference && contract ? [[reference, contract.mode]] : [],
        )
      : [];
  return {
    facets,
    throughputPerMinute:
      'value' in health
        ? (health.value?.calls?.throughputPerMinute ?? undefined)
        : undefined,
    answers,
    modes: Object.fromEntries(modes),
  };
}

function answersOf({
  score,
}: IntegrationScorecard): ReviewBaseline['answers'] | undefined {
  return score.answers.length > 0
    ? Object.fromEntries(
        score.answers.map(({ questionId, state }) => [questionId, state]),
      )
    : undefined;
}

/** A check that failed from its first evaluation on did not begin to. */
function beganToFail(
  { outcomes, transitions }: IntegrationScorecard,
  since: Date,
): IntegrationScorecard['outcomes'] {
  return outcomes.filter(
    outcome =>
      outcome.result === 'fail' &&
      new Date(outcome.since) > since &&
      transitions.some(
        ({ checkId, from, to, at }) =>
          checkId === outcome.checkId &&
          from !== null &&
          to === 'fail' &&
          new Date(at) > since,
      ),
  );
}
