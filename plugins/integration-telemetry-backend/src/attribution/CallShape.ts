import { Span, SPAN_KIND } from '../otlp/model';
import { SpanShape } from '../otlp/SpanScanner';
import { CallKind } from '../series/SeriesBatch';
import { CallJudge, CallReport } from './CallJudge';
import { callKindOfSpan, isReceiving } from './callKind';
import { attemptOf } from './joinSpans';
import { weightOf } from './sampling';
import { Tally } from './Tally';

/** What spans of one shape count for: judged once, by itself and beside each other shape. */
export class CallShape implements SpanShape {
  readonly kind: CallKind | undefined;
  readonly isCaller: boolean;
  /** Whether a message's way begins with it. */
  readonly isPublication: boolean;
  readonly isReceiving: boolean;
  readonly isRetry: boolean;
  readonly isWanted: boolean;
  /** How many calls a span of it stands for. */
  readonly weight: number;
  readonly #judge: Pick<CallJudge, 'judge'>;
  readonly #report: CallReport | undefined;
  #alone: Tally | null | undefined;
  readonly #withCaller = new Map<CallShape, Tally | null>();
  readonly #withCallee = new Map<CallShape, Tally | null>();

  constructor(span: Span, judge: Pick<CallJudge, 'judge'>) {
    const { attributes, resource, name, traceState, statusCode } = span;
    const kind = callKindOfSpan(span);
    this.#judge = judge;
    this.kind = kind;
    this.isCaller = kind === 'call' || kind === 'publish';
    this.isPublication = kind === 'publish' || span.kind === SPAN_KIND.producer;
    this.isReceiving = kind === 'process' && isReceiving(span);
    this.isRetry = attemptOf(span) > 0;
    this.isWanted = kind !== undefined || this.isPublication;
    this.weight = weightOf(traceState, attributes, resource);
    this.#report = kind && {
      source: 'spans',
      kind,
      attributes,
      resource,
      name,
      traceState,
      statusCode,
    };
  }

  /** What a span counts in; null where it counts for nothing. */
  tally(caller?: CallShape, callee?: CallShape): Tally | null {
    if (caller) {
      return this.#remembered(this.#withCaller, caller, () =>
        this.#judged({ caller: caller.#report }),
      );
    }
    if (callee) {
      return this.#remembered(this.#withCallee, callee, () =>
        this.#judged({ callee: callee.#report }),
      );
    }
    if (this.#alone === undefined) {
      this.#alone = this.#judged({});
    }
    return this.#alone;
  }

  #remembered(
    known: Map<CallShape, Tally | null>,
    other: CallShape,
    judge: () => Tally | null,
  ): Tally | null {
    let tally = known.get(other);
    if (tally === undefined) {
      tally = judge();
      known.set(other, tally);
    }
    return tally;
  }

  #judged(others: { caller?: CallReport; callee?: CallReport }): Tally | null {
    const judgement = this.#report && this.#judge.judge(this.#report, others);
    return judgement ? new Tally(judgement) : null;
  }
}
