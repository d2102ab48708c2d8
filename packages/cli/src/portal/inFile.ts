import { CannotJudgeError } from '../CannotJudgeError';

/** The portal knows no names of files: the same error, about this one. */
export function inFile(error: unknown, file: string): unknown {
  if (!(error instanceof CannotJudgeError)) {
    return error;
  }
  const { message, ...details } = error.problem;
  return new CannotJudgeError(message, {
    ...details,
    place: { ...details.place, file },
  });
}
