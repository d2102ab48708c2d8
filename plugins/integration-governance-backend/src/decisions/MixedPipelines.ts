import { LoggerService } from '@backstage/backend-plugin-api';
import { parseEntityRef } from '@backstage/catalog-model';
import { stringifyError } from '@backstage/errors';
import { Evidence } from '@tieline/plugin-integrations-common/governance';
import { counted, duration } from '../checklist/checks/words';
import { PipelineMate } from '../evidence/IntegrationEvidence';
import { TelemetryAccess } from '../evidence/pluginAccess';
import { ComparedWindows, compareWindows } from './compareWindows';

const DAY_MS = 86_400_000;
const HOUR_S = 3_600;
const DAYS = 14;

/** Of a pipeline that carries many, so many pairs are compared: one that shows it is enough. */
const MAX_PAIRS = 4;

/** Slower by a quarter, which is what a creeping latency is called slow at, too. */
const SLOWER = 1.25;

/** What telemetry shows of a pipeline that carries batch and real time. */
export interface MixedEvidence {
  /** In words, for the warning. */
  detail: string;
  evidence: Evidence;
}

/**
 * Compares how long real time takes while a batch in the same pipeline runs
 * with how long it takes otherwise, over the last 14 days by the hour.
 */
export class MixedPipelines {
  readonly #telemetry: TelemetryAccess;
  readonly #logger: LoggerService;

  constructor(options: { telemetry: TelemetryAccess; logger: LoggerService }) {
    this.#telemetry = options.telemetry;
    this.#logger = options.logger;
  }

  /**
   * @param batches - and `others` share a pipeline; others are in real time
   * @returns of the pairs that telemetry knows enough of the one in which real
   *   time suffers most; undefined where it knows none or does not answer
   */
  async compare(
    batches: readonly PipelineMate[],
    others: readonly PipelineMate[],
    now: Date,
  ): Promise<MixedEvidence | undefined> {
    const pairs = others
      .flatMap(other => batches.map(batch => ({ other, batch })))
      .slice(0, MAX_PAIRS);
    try {
      const found = await Promise.all(
        pairs.map(async pair => ({
          ...pair,
          compared: await this.#comparePair(pair, now),
        })),
      );
      return found
        .flatMap(({ compared, ...pair }) =>
          compared ? [{ ...pair, compared }] : [],
        )
        .sort((left, right) => ratio(right.compared) - ratio(left.compared))
        .map(pair => toEvidence(pair, now))[0];
    } catch (error) {
      this.#logger.warn(
        `Whether real time suffers from a batch is not known: ${stringifyError(error)}`,
      );
      return undefined;
    }
  }

  async #comparePair(
    { batch, other }: { batch: PipelineMate; other: PipelineMate },
    now: Date,
  ): Promise<ComparedWindows | undefined> {
    const range = {
      from: new Date(now.getTime() - DAYS * DAY_MS).toISOString(),
      to: now.toISOString(),
    };
    const { client } = this.#telemetry;
    const { items } = await client.getRuns(
      parseEntityRef(batch.entityRef),
      range,
      await this.#telemetry.requestOptions(),
    );
    const runs = items.flatMap(({ run }) =>
      run
        ? [
            {
              fromMs: Date.parse(run.startedAt),
              toMs: run.endedAt ? Date.parse(run.endedAt) : now.getTime(),
            },
          ]
        : [],
    );
    if (runs.length === 0) {
      return undefined;
    }
    const { at, values } = await client.getSeries(
      parseEntityRef(other.entityRef),
      {
        ...range,
        stepSeconds: HOUR_S,
        indicator: ['p95Ms', 'throughputPerMinute'],
      },
      await this.#telemetry.requestOptions(),
    );
    return compareWindows(
      at.map((fromMs, nth) => ({
        fromMs: Date.parse(fromMs),
        p95Ms: values.p95Ms?.[nth] ?? null,
        throughputPerMinute: values.throughputPerMinute?.[nth] ?? null,
      })),
      runs,
    );
  }
}

function ratio({ withinMs, outsideMs }: ComparedWindows): number {
  return withinMs / outsideMs;
}

function toEvidence(
  {
    batch,
    other,
    compared,
  }: { batch: PipelineMate; other: PipelineMate; compared: ComparedWindows },
  now: Date,
): MixedEvidence {
  const batchName = parseEntityRef(batch.entityRef).name;
  const { namespace, name } = parseEntityRef(other.entityRef);
  const within = duration(compared.withinMs);
  const outside = duration(compared.outsideMs);
  const times = ratio(compared);
  return {
    detail:
      times >= SLOWER
        ? `The 95th percentile of ${name} was ${within} while ${batchName} ran and ${outside} otherwise, ${Number(times.toPrecision(2))} times as long.`
        : `So far ${name} takes no longer while ${batchName} runs: a 95th percentile of ${within}, and ${outside} otherwise.`,
    evidence: {
      value: `p95 ${within} within ${counted(compared.hoursWithin, 'hour', 'hours')} of ${batchName} on ${compared.daysWithin} days, ${outside} in ${counted(compared.hoursOutside, 'other hour', 'other hours')} (medians)`,
      source: `telemetry, ${DAYS} days`,
      href: `/catalog/${namespace}/integration/${name}/health`,
      grade: 'observed',
      at: now.toISOString(),
    },
  };
}
