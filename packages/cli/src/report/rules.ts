import { lintRules } from '../linting/lintRules';
import { Finding } from './Report';

/** A rule for people. */
export interface Rule {
  title: string;
  /** What to do about it. */
  help: string;
}

const ownRules: Readonly<Record<string, Rule>> = {
  ...lintRules,
  'contract-removed': {
    title: 'A contract is gone',
    help: 'Who depends on a contract that is gone has nothing to hold on to. Deprecate it in the portal with a sunset date, and remove the file when nobody uses it any more.',
  },
  'unreadable-history': {
    title: 'A text in the history could not be taken',
    help: 'It was left out; the versions around it were imported.',
  },
};

/**
 * What a finding's rule says. The rules of formats have no words of their own but
 * with each violation: their names say what changed, the advice what to do.
 */
export function ruleOf({ ruleId, advice }: Finding): Rule {
  const words = ruleId.toLowerCase().replace(/[_-]+/g, ' ').trim();
  return (
    ownRules[ruleId] ?? {
      title: `${words.charAt(0).toUpperCase()}${words.slice(1)}`,
      help:
        advice ??
        'Make the change in a way that who follows the earlier version can follow the next one too.',
    }
  );
}
