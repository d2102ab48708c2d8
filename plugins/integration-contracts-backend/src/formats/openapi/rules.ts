import { CompatibilityPolicy } from '@tieline/plugin-integrations-common';

/** What a rule's sentence is about. */
export interface RuleSubject {
  /** What changed, such as `the query parameter "limit"`. */
  subject: string;
  /** What it was before, where that says more. */
  before?: string;
  /** What it is now. */
  now?: string;
}

export interface Rule {
  /** Severities under `strict`, `semantic` and `lenient`: error, warning, or not told. */
  levels: string;
  says(about: RuleSubject): string;
  advice: string;
}

const COLUMNS: readonly CompatibilityPolicy[] = [
  'strict',
  'semantic',
  'lenient',
];

/** A rule's severity under a policy; undefined where the policy doesn't mind. */
export function severityOf(
  { levels }: Rule,
  policy: CompatibilityPolicy,
): 'error' | 'warning' | undefined {
  const letter = levels[COLUMNS.indexOf(policy)];
  if (letter === 'E') {
    return 'error';
  }
  return letter === 'W' ? 'warning' : undefined;
}

const DEPRECATE =
  'Deprecate it first, with a date in x-sunset, and remove it when the date has passed and nobody uses it.';
const OPTIONAL =
  'Leave it optional, with a value for those who leave it out, until all callers send it.';
const BESIDE = 'Keep the old one and offer the new one beside it.';
const ANNOUNCE =
  'Keep to what was announced; a sunset may move to a later date only.';

/**
 * What may clash in two descriptions, apart from the payloads' schemas, by rule.
 *
 * - `semantic`: an error is what can break somebody who follows the contract.
 * - `strict`: also what generated clients and strict readers stumble over, such as
 *   another operationId or a status that they don't know.
 * - `lenient`: only the surest, where calls fail that went through before.
 */
export const RULES = {
  'path-removed': {
    levels: 'EEE',
    says: ({ subject }) => `${subject} is not there any more.`,
    advice: DEPRECATE,
  },
  'operation-removed': {
    levels: 'EEE',
    says: ({ subject }) => `${subject} is not there any more.`,
    advice: DEPRECATE,
  },
  'operation-removed-before-sunset': {
    levels: 'EEE',
    says: ({ subject, before }) =>
      `${subject} is removed before its sunset on ${before}.`,
    advice: 'Leave it until the date in x-sunset has passed.',
  },
  'operation-removed-after-deprecation': {
    levels: 'EW-',
    says: ({ subject }) =>
      `${subject}, which was deprecated, is not there any more.`,
    advice: 'Make sure that nobody uses it any more.',
  },
  'unstable-operation-removed': {
    levels: 'WW-',
    says: ({ subject }) =>
      `${subject}, which was not declared stable yet, is not there any more.`,
    advice: 'Tell those who tried it out.',
  },
  'operation-id-changed': {
    levels: 'W--',
    says: ({ before, now }) =>
      `The operationId was ${before}, now it is ${now}: generated clients name the call in another way.`,
    advice: 'Keep the operationId.',
  },
  'webhook-removed': {
    levels: 'EEE',
    says: ({ subject }) =>
      `${subject} is not sent any more: whoever waits for it waits in vain.`,
    advice: DEPRECATE,
  },
  'callback-removed': {
    levels: 'EEW',
    says: ({ subject }) =>
      `${subject} is not sent any more: whoever waits for it waits in vain.`,
    advice: DEPRECATE,
  },
  'stability-decreased': {
    levels: 'EE-',
    says: ({ subject, before, now }) =>
      `${subject} was declared ${before}, now it is only ${now}.`,
    advice: 'Once declared, a stability level only rises.',
  },
  'stability-invalid': {
    levels: 'EE-',
    says: ({ subject, now }) =>
      `${subject} has the stability level ${now}, which nobody knows.`,
    advice: 'Write draft, alpha, beta or stable in x-stability-level.',
  },
  'sunset-invalid': {
    levels: 'EE-',
    says: ({ subject, now }) =>
      `${subject} has the sunset ${now}, which is no date.`,
    advice: 'Write the date as 2027-12-31 (RFC 3339, full-date).',
  },
  'sunset-removed': {
    levels: 'EE-',
    says: ({ subject, before }) =>
      `${subject} was to end on ${before}; now it is deprecated without a date.`,
    advice: ANNOUNCE,
  },
  'sunset-moved-earlier': {
    levels: 'EE-',
    says: ({ subject, before, now }) =>
      `${subject} was to end on ${before}, now already on ${now}.`,
    advice: ANNOUNCE,
  },
  'sunset-too-early': {
    levels: 'EW-',
    says: ({ subject, now }) =>
      `${subject} is deprecated and ends on ${now}, which leaves too little time to move.`,
    advice: 'Choose a date that leaves at least 90 days.',
  },
  'sunset-missing': {
    levels: 'W--',
    says: ({ subject }) =>
      `${subject} is deprecated, but nothing says until when it can be used.`,
    advice: 'Add the date in x-sunset.',
  },
  'parameter-required-added': {
    levels: 'EEE',
    says: ({ subject }) => `${subject} is new, and has to be given.`,
    advice: OPTIONAL,
  },
  'parameter-became-required': {
    levels: 'EEE',
    says: ({ subject }) =>
      `${subject} has to be given now; before, it could be left out.`,
    advice: OPTIONAL,
  },
  'parameter-removed': {
    levels: 'EEW',
    says: ({ subject }) => `${subject} is not there any more.`,
    advice: DEPRECATE,
  },
  'parameter-removed-before-sunset': {
    levels: 'EEW',
    says: ({ subject, before }) =>
      `${subject} is removed before its sunset on ${before}.`,
    advice: 'Leave it until the date in x-sunset has passed.',
  },
  'parameter-removed-after-deprecation': {
    levels: 'WW-',
    says: ({ subject }) =>
      `${subject}, which was deprecated, is not there any more.`,
    advice: 'Make sure that nobody uses it any more.',
  },
  'unstable-parameter-removed': {
    levels: 'WW-',
    says: ({ subject }) =>
      `${subject}, which was not declared stable yet, is not there any more.`,
    advice: 'Tell those who tried it out.',
  },
  'parameter-moved': {
    levels: 'EEE',
    says: ({ subject, before, now }) =>
      `${subject} was in the ${before}, now it is in the ${now}.`,
    advice: 'Read it from both places.',
  },
  'parameter-serialization-changed': {
    levels: 'EEE',
    says: ({ subject, before, now }) =>
      `${subject} was written as ${before}, now as ${now}.`,
    advice: 'Offer the new way under another name.',
  },
  'parameter-reserved-forbidden': {
    levels: 'EE-',
    says: ({ subject }) =>
      `${subject} may not hold reserved characters without encoding any more.`,
    advice: 'Keep allowReserved.',
  },
  'parameter-empty-forbidden': {
    levels: 'EEW',
    says: ({ subject }) =>
      `${subject} could be given without a value, now it can't.`,
    advice: 'Keep allowEmptyValue.',
  },
  'parameter-default-changed': {
    levels: 'EE-',
    says: ({ subject, before, now }) =>
      `Where ${subject} is left out, ${before ?? 'nothing'} was taken, now ${now ?? 'nothing'}.`,
    advice: 'Keep the default; whoever relies on it doesn’t see it change.',
  },
  'request-body-removed': {
    levels: 'EEW',
    says: () => 'Requests have no body any more.',
    advice: 'Accept the body, and ignore it.',
  },
  'request-body-required-added': {
    levels: 'EEE',
    says: () => 'Requests need a body now; before, there was none.',
    advice: OPTIONAL,
  },
  'request-body-became-required': {
    levels: 'EEE',
    says: () => 'Requests need a body now; before, it could be left out.',
    advice: OPTIONAL,
  },
  'request-media-type-removed': {
    levels: 'EEE',
    says: ({ subject }) => `Bodies as ${subject} are not accepted any more.`,
    advice: BESIDE,
  },
  'request-encoding-changed': {
    levels: 'EE-',
    says: ({ subject }) => `${subject} is written in another way than before.`,
    advice: 'Keep the encoding, or add a member that has the new one.',
  },
  'response-success-removed': {
    levels: 'EEE',
    says: ({ subject }) => `The answer ${subject} is not given any more.`,
    advice: BESIDE,
  },
  'response-error-removed': {
    levels: 'EE-',
    says: ({ subject }) =>
      `The answer ${subject} is not given any more: whoever tells the errors apart by it looks for it in vain.`,
    advice: 'Keep the status for the errors that had it.',
  },
  'response-success-added': {
    levels: 'W--',
    says: ({ subject }) =>
      `The answer ${subject} may come now, which strict clients don’t know.`,
    advice: 'Give the new answer only to those who ask for it.',
  },
  'response-media-type-removed': {
    levels: 'EEE',
    says: ({ subject }) => `The body is not given as ${subject} any more.`,
    advice: BESIDE,
  },
  'response-encoding-changed': {
    levels: 'EE-',
    says: ({ subject }) => `${subject} is written in another way than before.`,
    advice: 'Keep the encoding, or add a member that has the new one.',
  },
  'response-header-removed': {
    levels: 'EEE',
    says: ({ subject }) => `${subject} was always there, now it is gone.`,
    advice: 'Keep sending the header.',
  },
  'response-optional-header-removed': {
    levels: 'EE-',
    says: ({ subject }) => `${subject} is not sent any more.`,
    advice: 'Keep sending the header.',
  },
  'response-header-became-optional': {
    levels: 'EEW',
    says: ({ subject }) =>
      `${subject} was always there, now it may be missing.`,
    advice: 'Keep sending the header.',
  },
  'response-header-serialization-changed': {
    levels: 'EEE',
    says: ({ subject, before, now }) =>
      `${subject} was written as ${before}, now as ${now}.`,
    advice: 'Offer the new way under another name.',
  },
  'response-link-removed': {
    levels: 'W--',
    says: ({ subject }) => `${subject} is not described any more.`,
    advice: 'Keep the link.',
  },
  'security-added': {
    levels: 'EEE',
    says: ({ now }) => `Anybody could call it, now it needs ${now}.`,
    advice:
      'Let calls without credentials through, next to those with, until all callers have some.',
  },
  'security-scheme-added': {
    levels: 'EEE',
    says: ({ before, now }) => `${before} was enough, now it needs ${now}.`,
    advice: BESIDE,
  },
  'security-scope-added': {
    levels: 'EEE',
    says: ({ before, now }) => `${before} was enough, now it needs ${now}.`,
    advice: 'Ask for the new scope only for what is new.',
  },
  'security-alternative-removed': {
    levels: 'EEE',
    says: ({ before, now }) =>
      `${before} doesn’t let in any more; now it needs ${now}.`,
    advice: BESIDE,
  },
  'security-scheme-changed': {
    levels: 'EEE',
    says: ({ subject, before, now }) =>
      `${subject} was ${before}, now it is ${now}.`,
    advice: 'Add the new scheme as an alternative under a name of its own.',
  },
  'security-scheme-hint-changed': {
    levels: 'EEW',
    says: ({ subject, before, now }) =>
      `${subject} was ${before}, now it is ${now}.`,
    advice: 'Add the new scheme as an alternative under a name of its own.',
  },
  'security-flow-removed': {
    levels: 'EEE',
    says: ({ subject }) => `${subject} can’t be used any more.`,
    advice: BESIDE,
  },
  'security-scope-undefined': {
    levels: 'WW-',
    says: ({ subject }) => `${subject} is not defined any more.`,
    advice: 'Keep the scope, or say which one takes its place.',
  },
  'server-removed': {
    levels: 'EW-',
    says: ({ subject }) => `The server ${subject} is not listed any more.`,
    advice: 'Keep the old address, or redirect from it.',
  },
  'server-path-changed': {
    levels: 'EEW',
    says: ({ before, now }) =>
      `All addresses began with ${before}, now with ${now}.`,
    advice: 'Keep the old base path beside the new one.',
  },
  'server-variable-narrowed': {
    levels: 'EW-',
    says: ({ subject, before }) => `${subject} can’t be ${before} any more.`,
    advice: 'Keep the value.',
  },
} satisfies Record<string, Rule>;

export type RuleId = keyof typeof RULES;
