import { Outcome } from './outcomeOf';

/** What a command calls its outcomes. */
export interface OutcomeWords {
  /** As a heading. */
  titles: Readonly<Record<Outcome, string>>;
  /** Behind a number of results, or `all`. */
  counted: Readonly<Record<Outcome, string>>;
}

const judging: OutcomeWords = {
  titles: {
    fine: 'Everything fine',
    violations: 'This change breaks something',
    unjudged: 'Not everything could be judged',
  },
  counted: {
    fine: 'all fine',
    violations: 'with violations',
    unjudged: 'could not be judged',
  },
};

const retiring: OutcomeWords = {
  titles: {
    fine: 'Safe to retire',
    violations: 'Not safe to retire',
    unjudged: 'Nobody can say whether it is safe to retire',
  },
  counted: {
    fine: 'all safe to retire',
    violations: 'not safe to retire',
    unjudged: 'unknown',
  },
};

const pushing: OutcomeWords = {
  titles: {
    fine: 'Evidence taken',
    violations: 'Not all evidence counts',
    unjudged: 'The evidence could not be pushed',
  },
  counted: {
    fine: 'all taken',
    violations: 'with evidence that does not count',
    unjudged: 'could not be pushed',
  },
};

/** @param command - such as `contracts check` */
export function outcomeWordsOf(command: string): OutcomeWords {
  if (command.endsWith(' can-retire')) {
    return retiring;
  }
  return command === 'evidence push' ? pushing : judging;
}
