import { Level, Report, Subject } from './Report';

export type Outcome = 'fine' | 'violations' | 'unjudged';

/** The process's exit codes. */
export const EXIT_CODES: Readonly<Record<Outcome, number>> = {
  fine: 0,
  violations: 1,
  unjudged: 2,
};

/** From which level on a finding is a violation. */
export type FailOn = 'error' | 'warning';

export function isViolation(level: Level, failOn: FailOn): boolean {
  return level === 'error' || (failOn === 'warning' && level === 'warning');
}

/** What could not be judged outweighs: nobody knows what it would have shown. */
export function outcomeOf(
  subjects: Report['subjects'],
  failOn: FailOn,
): Outcome {
  if (subjects.some(({ problem }) => problem)) {
    return 'unjudged';
  }
  return subjects.some(subject => violationsOf(subject, failOn).length > 0)
    ? 'violations'
    : 'fine';
}

export function violationsOf(subject: Subject, failOn: FailOn) {
  return subject.findings.filter(({ level }) => isViolation(level, failOn));
}
