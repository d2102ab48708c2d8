import { CompatibilityPolicy } from '@tieline/plugin-integrations-common';
import { Violation } from '../../compatibility/Violation';
import { Budget, DEFAULT_LIMITS, Limits } from '../jsonSchema/Budget';
import { PayloadConventions } from '../jsonSchema/PayloadConventions';
import { subtypesOf } from '../jsonSchema/discriminatorClashes';
import { Sameness } from '../jsonSchema/Sameness';
import { SchemaNode } from '../jsonSchema/SchemaNode';
import { SubsetChecker } from '../jsonSchema/SubsetChecker';
import { alternativeClashes } from './alternativeClashes';
import { annotationClashes } from './annotationClashes';
import { Findings } from './Findings';
import { MIRRORED_RULES } from './mirroredRules';
import { OpenApiDocument } from './OpenApiDocument';
import { RULES, Rule, RuleId, RuleSubject, severityOf } from './rules';
import { describeSchemaClash } from './describeSchemaClash';

/** A whole description may take more steps than a single schema. */
const LIMITS: Limits = { ...DEFAULT_LIMITS, steps: 20_000_000 };

export interface CompareOptions {
  /** Milliseconds since 1970, against which sunsets are seen. Now, where absent. */
  todayMs?: number;
  limits?: Limits;
}

type Flow = 'request' | 'response';

/** What all parts of one comparison share. */
interface Shared {
  writer: OpenApiDocument;
  reader: OpenApiDocument;
  policy: CompatibilityPolicy;
  todayMs: number;
  findings: Findings;
  sameness: Sameness;
  checkers: Record<Flow, SubsetChecker>;
}

/**
 * Who calls whom while two descriptions are compared. Usually a client that was built
 * for the writer calls a server of the reader; in webhooks and callbacks a server of
 * the reader calls what was built for the writer.
 */
export class Exchange {
  readonly client: OpenApiDocument;
  readonly server: OpenApiDocument;

  private constructor(
    readonly shared: Shared,
    /** Whether the provider calls. */
    readonly turned: boolean,
    /** What is compared, such as `GET /orders`. */
    readonly place: string,
  ) {
    const { writer, reader } = shared;
    [this.client, this.server] = turned ? [reader, writer] : [writer, reader];
  }

  static between(
    writer: OpenApiDocument,
    reader: OpenApiDocument,
    policy: CompatibilityPolicy,
    options: CompareOptions,
  ): Exchange {
    const sameness = new Sameness(writer.schemas, reader.schemas);
    const budget = new Budget(options.limits ?? LIMITS);
    const todayMs = options.todayMs ?? Date.now();
    const conventions = conventionsOf(writer, sameness, policy, todayMs);
    return new Exchange(
      {
        writer,
        reader,
        policy,
        todayMs,
        findings: new Findings(),
        sameness,
        checkers: {
          request: new SubsetChecker(budget, conventions.request),
          response: new SubsetChecker(budget, conventions.response),
        },
      },
      false,
      '',
    );
  }

  /** The same exchange at another place. */
  at(place: string): Exchange {
    return new Exchange(this.shared, this.turned, place);
  }

  /** The other way round: who was called calls. */
  turn(place: string): Exchange {
    return new Exchange(this.shared, !this.turned, place);
  }

  get violations(): Violation[] {
    return this.shared.findings.violations;
  }

  /** Whether what the client and the server say is surely the same. */
  isSame(client: { value: object }, server: { value: object }): boolean {
    const [one, other] = this.turned ? [server, client] : [client, server];
    return this.shared.sameness.isSame(
      one.value as never,
      other.value as never,
    );
  }

  /** Tells a clash, unless the policy doesn't mind. */
  report(
    id: RuleId,
    clientPointer: string,
    serverPointer: string,
    about: RuleSubject,
  ): void {
    const mirrored = this.turned ? MIRRORED_RULES[id] : undefined;
    const rule: Rule = mirrored ?? RULES[id];
    const severity = severityOf(rule, this.shared.policy);
    if (severity) {
      // What was and what is follow the versions, whoever calls.
      const { subject, before, now } = about;
      const told = this.turned ? { subject, before: now, now: before } : about;
      this.#add(clientPointer, serverPointer, {
        ruleId: mirrored?.id ?? id,
        severity,
        message: rule.says(told),
        advice: rule.advice,
      });
    }
  }

  /** Tells what of the requests that the client sends the server refuses. */
  compareRequests(sent: SchemaNode, taken: SchemaNode, where: string): void {
    this.reportSchemas(
      this.shared.checkers.request.compareNodes(sent, taken),
      'request',
      where,
    );
  }

  /** Tells what of the responses that the server sends the client doesn't know. */
  compareResponses(taken: SchemaNode, sent: SchemaNode, where: string): void {
    this.reportSchemas(
      this.shared.checkers.response.compareNodes(sent, taken),
      'response',
      where,
    );
  }

  /** Tells what a subset checker found, where the writer of it is the one that sends. */
  reportSchemas(found: readonly Violation[], flow: Flow, where: string): void {
    const serverSends = flow === 'response';
    const newSends = serverSends !== this.turned;
    for (const one of found) {
      const described = describeSchemaClash(one, flow, newSends, where);
      const severity = severityOf(described.rule, this.shared.policy);
      if (severity) {
        const [client, server] = serverSends
          ? [one.readerPointer, one.writerPointer]
          : [one.writerPointer, one.readerPointer];
        this.#add(client, server, {
          ruleId: described.ruleId,
          severity,
          message: described.message,
          advice: described.advice,
        });
      }
    }
  }

  #add(
    clientPointer: string,
    serverPointer: string,
    finding: Pick<Violation, 'ruleId' | 'severity' | 'message' | 'advice'>,
  ): void {
    const client = this.client.originalPointer(clientPointer);
    const server = this.server.originalPointer(serverPointer);
    const [writerPointer, readerPointer] = this.turned
      ? [server, client]
      : [client, server];
    this.shared.findings.add({
      ...finding,
      writerPointer,
      readerPointer,
      place: this.place,
    });
  }
}

/**
 * OpenAPI's conventions about payloads. Clients are taken to use every member of a
 * response that was described, except under `lenient`.
 */
function conventionsOf(
  writer: OpenApiDocument,
  sameness: Sameness,
  policy: CompatibilityPolicy,
  todayMs: number,
): Record<Flow, PayloadConventions> {
  const isOld = (document: unknown) => document === writer.schemas;
  const usual: PayloadConventions = {
    onlyDescribedIsSent: true,
    oneOfIsChoice: true,
    typeFromKeywords: true,
    opaqueReferences: true,
    isSame: (one, other) => {
      if (one.document === other.document) {
        return false;
      }
      const [old, next] = isOld(one.document) ? [one, other] : [other, one];
      // What extends a schema is no part of it, but is meant with it.
      const isExtended = [old, next].some(part => subtypesOf(part).length > 0);
      return !isExtended && sameness.isSame(old.schema, next.schema);
    },
  };
  const conventionsFor = (flow: Flow): PayloadConventions => ({
    ...usual,
    hidden: flow === 'request' ? 'readOnly' : 'writeOnly',
    missesMembers: flow === 'response' && policy !== 'lenient',
    compareAnnotations: (one, other, comparer) => [
      ...annotationClashes(one, other, comparer, isOld, todayMs),
      ...alternativeClashes(one, other, comparer),
    ],
  });
  return {
    request: conventionsFor('request'),
    response: conventionsFor('response'),
  };
}
