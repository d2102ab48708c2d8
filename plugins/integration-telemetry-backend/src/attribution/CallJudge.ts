import { Attributes } from '../otlp/model';
import { Sender, whyNotEnvironment, whyNotOwner } from '../otlp/Sender';
import {
  CallKind,
  ObservedEnd,
  ObservedFlow,
  SeriesKey,
  SeriesMarks,
  seriesKeyText,
  TelemetrySource,
} from '../series/SeriesBatch';
import type { InboxKey } from '../series/KeyDictionary';
import { encodeSeriesKey } from '../series/seriesKeyCodec';
import { AttributionIndex, Match } from './AttributionIndex';
import { CallerKeys } from './CallerKeys';
import {
  calledAddress,
  describeCall,
  DescribedCall,
  isDatabaseCall,
  reportingService,
} from './describeCall';
import { bounded } from './destinationTemplate';
import { FLOW_PREFIX, flowOf } from './flowId';
import { INTERNET } from './networkAddress';
import { failureOf, Outcome, outcomeOf, pick } from './outcome';
import { isSamplingUnknown } from './sampling';

/** A report of a call by one of its sides, without its time. */
export interface CallReport {
  source: TelemetrySource;
  kind: CallKind;
  attributes: Attributes;
  /** With the scope's attributes behind its own. */
  resource: Attributes;
  /** Of a span; only used where the conventions' attributes are missing. */
  name: string;
  traceState: string;
  /** OTLP's span status; 0 for a metric. */
  statusCode: number;
}

/** What a report counts for, whatever its time and duration. */
export interface Judgement {
  series: SeriesKey;
  /** The series' key as one text, and as the inbox has it. */
  seriesText: string;
  inboxKey: InboxKey;
  marks: SeriesMarks;
  /** Where no integration takes it. */
  flow?: ObservedFlow;
  /** The flow that it would be, had no integration taken it. */
  declaredFlowId?: string;
  /** The host that was called; empty where unknown. */
  address: string;
  outcome: Outcome;
  /** What went wrong, where something did. */
  failure?: string;
  /** Why the sender may not report it: then it counts for nothing. */
  refusal?: string;
}

/** An environment, and whether the telemetry named none. */
interface Environment {
  name: string;
  isAssumed: boolean;
}

/** Decides what reports of calls count for, by what they and the catalog say. */
export class CallJudge {
  readonly #index: AttributionIndex;
  readonly #defaultEnvironment: string;
  readonly #sender: Sender | undefined;
  readonly #callers: CallerKeys;

  constructor(options: {
    index: AttributionIndex;
    /** Names callers that no service name names; by consumer groups alone where it is missing. */
    callers?: CallerKeys;
    /** Of telemetry that names none. */
    defaultEnvironment: string;
    sender?: Sender;
  }) {
    this.#index = options.index;
    this.#sender = options.sender;
    this.#callers = options.callers ?? new CallerKeys();
    this.#defaultEnvironment =
      options.sender?.defaultEnvironment ?? options.defaultEnvironment;
  }

  /**
   * What a report counts for.
   *
   * @param others - the other side's report of the same call, where it is there
   * @returns undefined where it counts for nothing
   */
  judge(
    report: CallReport,
    others: { caller?: CallReport; callee?: CallReport } = {},
  ): Judgement | undefined {
    const { caller, callee } = others;
    const other = caller ?? callee;
    const match = this.#find(report) ?? (other ? this.#find(other) : undefined);
    // The client's report speaks for both where nobody declared the call.
    if (!match && caller && canBeFlow(caller)) {
      return undefined;
    }
    const { attributes, resource, kind, name } = report;
    const call = describeCall(kind, attributes, resource, name);
    if (caller) {
      call.source = reportingService(caller.resource) ?? call.source;
    }
    if (callee) {
      const service = reportingService(callee.resource);
      call.target = service
        ? { ...service, address: call.target?.address }
        : call.target;
    }
    const consumer =
      match && isNameless(call)
        ? (this.#nameCaller(report) ?? (other && this.#nameCaller(other)))
        : undefined;
    return this.#decide(report, call, match, consumer);
  }

  /** The environment that telemetry of this resource is from. */
  environmentOf(resource: Attributes): Environment {
    const named = pick(
      resource,
      'deployment.environment.name',
      'deployment.environment',
    );
    return named
      ? { name: bounded(named), isAssumed: false }
      : { name: this.#defaultEnvironment, isAssumed: true };
  }

  /** Whether the sender may tell of this environment. */
  mayTellOf(environment: string): boolean {
    return (
      !this.#sender ||
      whyNotEnvironment(this.#sender, environment) === undefined
    );
  }

  /** The integration that anything of these attributes belongs to, if it may. */
  findIntegration(
    attributes: Attributes,
    resource: Attributes,
  ): { match?: Match; refusal?: string } {
    const match = this.#index.find(attributes, resource);
    const environment = this.environmentOf(resource).name;
    return { match, refusal: this.whyNotOf(environment, match?.ref) };
  }

  /** Why the sender may not tell of an integration in an environment; undefined where it may. */
  whyNotOf(environment: string, ref: string | undefined): string | undefined {
    if (!this.#sender) {
      return undefined;
    }
    return (
      whyNotEnvironment(this.#sender, environment) ??
      (ref && whyNotOwner(this.#sender, ref, this.#index.ownerOf(ref)))
    );
  }

  #find(report: CallReport): Match | undefined {
    return this.#index.find(report.attributes, report.resource);
  }

  #nameCaller({ attributes, resource }: CallReport): string | undefined {
    return this.#callers.nameOf(attributes, resource);
  }

  /** @param consumer - who uses it, where that is known better than by the call's ends */
  #decide(
    report: CallReport,
    call: DescribedCall,
    match: Match | undefined,
    consumer: string = consumerOf(call)?.name ?? '',
  ): Judgement | undefined {
    const { attributes, resource, source, traceState, statusCode } = report;
    const environment = this.environmentOf(resource);
    const flow = flowOf(call, environment.name);
    const isVisit = call.source?.name === INTERNET;
    // Anybody may come from outside: that is a visitor, not an integration.
    if (!match && (!flow || isVisit || isDatabaseCall(attributes))) {
      return undefined;
    }
    const outcome = outcomeOf(attributes, call.side, statusCode);
    const hasFailed = outcome === 'error' || outcome === 'counting-rejection';
    const series: SeriesKey = {
      subject: match?.ref ?? `${FLOW_PREFIX}${flow!.id}`,
      environment: environment.name,
      source,
      side: call.side,
      kind: call.kind,
      operation: call.operation,
      consumer,
      version: match?.version ?? '',
    };
    return {
      series,
      seriesText: seriesKeyText(series),
      inboxKey: { bytes: encodeSeriesKey(series) },
      marks: {
        samplingUnknown:
          source === 'spans' &&
          isSamplingUnknown(attributes, resource, traceState),
        environmentAssumed: environment.isAssumed,
      },
      flow: match ? undefined : flow,
      declaredFlowId: match && flow?.id,
      address: calledAddress(attributes),
      outcome,
      failure: hasFailed ? failureOf(attributes) : undefined,
      refusal: this.whyNotOf(environment.name, match?.ref),
    };
  }
}

function canBeFlow(report: CallReport): boolean {
  return (
    !isDatabaseCall(report.attributes) &&
    reportingService(report.resource) !== undefined
  );
}

/** What SDKs report where nobody named the service. Source: OpenTelemetry specification, "Resource SDK". */
const UNNAMED_SERVICE = /^unknown_service(?::|$)/;

/** Whether somebody consumes that no service name names. */
function isNameless(call: DescribedCall): boolean {
  const service = consumerOf(call)?.service;
  return call.kind !== 'publish' && (!service || UNNAMED_SERVICE.test(service));
}

function consumerOf(call: DescribedCall): ObservedEnd | undefined {
  switch (call.kind) {
    case 'publish':
      return undefined;
    case 'process':
      return call.target;
    default:
      return call.source;
  }
}
