import {
  CompatibilityMode,
  CompatibilityPolicy,
} from '@tieline/plugin-integrations-common';
import {
  ContractChange,
  ContractViolation,
  Guarantees,
} from '@tieline/plugin-integrations-common/contracts';
import { ContractFormatId } from '../formats/ContractFormat';

/** A text, and the format that somebody said it has. */
export interface GivenText {
  text: string;
  format?: ContractFormatId;
}

/** What was read of a text. */
export interface ReadText {
  format: ContractFormatId;
  /** Of the canonical content: the same whatever its syntax and the order of its keys. SHA-256. */
  digest: string;
  /** What the text says of itself. */
  version?: string;
  title?: string;
  guarantees?: Guarantees;
}

/** A text that is read from where it is kept only if it isn't known any more. */
export interface StoredText {
  /** Equal ids mean the same text. */
  id: number;
  /** In UTF-8: as bytes it goes to a thread without being copied. */
  read(): Promise<Uint8Array<ArrayBuffer>>;
}

export interface EarlierText {
  version: string;
  format: ContractFormatId;
  text: string | StoredText;
}

export interface JudgementRequest {
  next: GivenText;
  mode: CompatibilityMode;
  policy: CompatibilityPolicy;
  /** Oldest first. */
  history: readonly EarlierText[];
}

/** A verdict as far as the texts alone decide it: nobody knows yet whom it concerns. */
export interface Judgement {
  compatible: boolean;
  mode: CompatibilityMode;
  policy: CompatibilityPolicy;
  format: ContractFormatId;
  clashingVersion?: string;
  /** Newest first. */
  comparedWith: string[];
  violations: Array<Omit<ContractViolation, 'consumers'>>;
}

export interface Comparison {
  judgement: Judgement;
  changes: ContractChange[];
  /** How many there are, listed or not. */
  totalChanges: number;
}

/**
 * Reads and judges texts that may be hostile.
 *
 * Each method throws an InputError where a text can't be read (with line and
 * column), or takes more time or memory than is allowed.
 */
export interface Judge {
  /** The format that takes the text for one of its own. */
  recognise(text: string): Promise<ContractFormatId | undefined>;
  read(text: GivenText): Promise<ReadText>;
  judge(request: JudgementRequest): Promise<Judgement>;
  /** What is different, beside the judgement of the last of the history and the next. */
  compare(request: JudgementRequest): Promise<Comparison>;
}

/** An earlier text as a thread is told of it. */
export type ToldText = Omit<EarlierText, 'text'> & {
  text: string | Pick<StoredText, 'id'>;
};

/** A request as a thread is told it. */
export interface ToldRequest extends Omit<JudgementRequest, 'history'> {
  history: readonly ToldText[];
}

/** One question to a thread. */
export type JudgingQuestion =
  | { ask: 'recognise'; text: string }
  | { ask: 'read'; given: GivenText }
  | { ask: 'judge' | 'compare'; request: ToldRequest };

/** Stored texts in UTF-8 by their ids. */
export type StoredTexts = ReadonlyArray<
  readonly [id: number, text: Uint8Array<ArrayBuffer>]
>;
