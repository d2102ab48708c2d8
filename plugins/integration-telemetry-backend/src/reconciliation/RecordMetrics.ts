import { topicTemplate } from '../attribution/destinationTemplate';
import { MetricPoint, TEMPORALITY } from '../otlp/model';
import { pickAttribute } from '../otlp/pickAttribute';
import { RecordOutcome } from '../series/RecordCounts';

/** How a counter that somebody else named tells what became of records. */
export interface RecordMetricRule {
  /** The metric's name; what stands before a last slash is ignored. */
  metric: string;
  outcome: RecordOutcome;
  /** Only points that have one of the values of each of these attributes. */
  where?: Array<{ attribute: string; in: string[] }>;
  /** Attributes that name the data flow; the first that is there counts. */
  flow?: string[];
  /** What is counted, in the plural. */
  unit?: string;
}

/** What tells the outcome where nothing is configured. */
const OUTCOME_ATTRIBUTE = 'tieline.reconciliation.outcome';

/** For who counts for Tieline: one metric, with an attribute for the outcome. */
export const SHIPPED_RECORD_METRICS: readonly RecordMetricRule[] = (
  ['sent', 'received', 'rejected', 'deduplicated'] as const
).map(outcome => ({
  metric: 'tieline.reconciliation.records',
  outcome,
  where: [{ attribute: OUTCOME_ATTRIBUTE, in: [outcome] }],
  flow: ['tieline.reconciliation.flow'],
}));

/** What a point says of records, without whose they are. */
export interface RecordReading {
  outcome: RecordOutcome;
  /** Empty where there is only one. */
  flow: string;
  /** In the plural; empty where nobody says. */
  unit: string;
  records: number;
  /** Whether it counts since its start, and not since the point before. */
  isCumulative: boolean;
}

/** Some rules and those that are shipped, but for metrics that they name. */
export function recordRules(
  own: readonly RecordMetricRule[],
): RecordMetricRule[] {
  const named = new Set(own.map(({ metric }) => metric));
  return [
    ...SHIPPED_RECORD_METRICS.filter(({ metric }) => !named.has(metric)),
    ...own,
  ];
}

/** Bound of what a unit is kept in. */
const MAX_UNIT = 40;

/** Finds the points that tell what became of records. */
export class RecordMetrics {
  readonly #rules = new Map<string, RecordMetricRule[]>();

  /** @param own - on top of those that are shipped: a metric that they name is read by them alone */
  constructor(own: readonly RecordMetricRule[] = []) {
    for (const rule of recordRules(own)) {
      const others = this.#rules.get(rule.metric) ?? [];
      this.#rules.set(rule.metric, [...others, rule]);
    }
  }

  /** What a point says of records; undefined where it says nothing. */
  read(point: MetricPoint): RecordReading | undefined {
    const rules = this.#rules.get(
      point.name.slice(point.name.lastIndexOf('/') + 1),
    );
    const isCumulative = isCounter(point);
    if (!rules || isCumulative === undefined || !(point.value >= 0)) {
      return undefined;
    }
    const { attributes, resource } = point;
    const rule = rules.find(({ where = [] }) =>
      where.every(condition =>
        condition.in.includes(
          pickAttribute(attributes, resource, [condition.attribute]) ?? '',
        ),
      ),
    );
    return (
      rule && {
        outcome: rule.outcome,
        flow: topicTemplate(
          pickAttribute(attributes, resource, rule.flow ?? []) ?? '',
        ),
        unit: (rule.unit ?? annotationOf(point.unit)).slice(0, MAX_UNIT),
        records: point.value,
        isCumulative,
      }
    );
  }
}

/**
 * Whether a point counts, and from its start on. Exporters that can't tell a
 * counter from other numbers send it as a gauge.
 *
 * @returns undefined where it does not count
 */
function isCounter(point: MetricPoint): boolean | undefined {
  const { type, temporality, monotonic, hasNoValue, value } = point;
  if (hasNoValue || !Number.isFinite(value)) {
    return undefined;
  }
  if (type === 'gauge') {
    return true;
  }
  return type === 'sum' && monotonic
    ? temporality === TEMPORALITY.cumulative
    : undefined;
}

/** `{orders}` says what is counted; other units say how it is measured. */
function annotationOf(unit: string): string {
  return /^\{([\w -]+)\}$/.exec(unit)?.[1] ?? '';
}
