import { PushReceipt } from '@tieline/plugin-integrations-common/governance';
import { Problem } from '../CannotJudgeError';

/** A place in a file; line and column are counted from one. */
export interface Place {
  /** As a reader in the working folder would name it, with slashes. */
  file: string;
  /** What else than the file in the working folder is meant: a commit, or a version in the portal. */
  revision?: string;
  line?: number;
  column?: number;
}

export type Level = 'error' | 'warning' | 'note';

/** One thing that is wrong, or could be better. */
export interface Finding {
  ruleId: string;
  level: Level;
  /** What it is, in plain words. */
  message: string;
  /** How to do it without. */
  advice?: string;
  place: Place;
  /** JSON pointer (RFC 6901), or a field's path, at the place. */
  pointer?: string;
  /** Where it stands in the earlier text. */
  earlier?: Place & { pointer?: string };
  /** The earlier version that clashes. */
  version?: string;
  direction?: 'BACKWARD' | 'FORWARD';
  /** Integrations that it concerns. */
  consumers?: string[];
}

/** An integration that violations concern. */
export interface Consumer {
  integrationRef: string;
  ownerRef?: string;
  data?: string;
}

/** How a contract's change was judged. */
export interface Judged {
  format?: string;
  mode: string;
  policy: string;
  comparedWith: string[];
}

/** The portal's answer whether something may be switched off. */
export interface RetirementAnswer {
  answer: 'yes' | 'no' | 'unknown';
  /** ISO 8601. */
  asOf: string;
  /** Where its end is announced. */
  endingId?: number;
}

/** One file or contract that was looked at. */
export interface Subject {
  name: string;
  /** What came out, in one sentence without the name. */
  summary: string;
  findings: Finding[];
  /** It could not be judged. */
  problem?: Problem;
  judged?: Judged;
  retirement?: RetirementAnswer;
  consumers?: Consumer[];
  /** What the portal took as evidence. */
  evidence?: PushReceipt['accepted'];
  /** Owners that the portal told. */
  told?: string[];
}

/** What a command found. */
export interface Report {
  /** Such as `contracts check`. */
  command: string;
  subjects: Subject[];
  /** What was left out, and the like; not about one subject. */
  notes: string[];
}
