import { CustomErrorBase } from '@backstage/errors';
import { Place } from './report/Report';

/** Why something could not be judged, and what to do about it. */
export interface Problem {
  message: string;
  /** The way out, as a sentence. */
  advice: string;
  place?: Place;
  /** The portal itself says that it has none of that name. */
  isNotFound?: boolean;
  /** It is about this one text; others may do. */
  isAboutText?: boolean;
}

/** Something that can't be judged. It ends the command, or what it is about, with the exit code 2. */
export class CannotJudgeError extends CustomErrorBase {
  name = 'CannotJudgeError' as const;
  readonly problem: Problem;

  constructor(message: string, details: Omit<Problem, 'message'>) {
    super(message);
    this.problem = { message, ...details };
  }
}
