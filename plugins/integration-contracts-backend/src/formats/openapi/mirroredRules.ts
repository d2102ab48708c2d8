import { Rule, RuleId } from './rules';

const KEEP = 'Keep sending what the receivers were told of.';

type Mirrored = Rule & { id: string };

/**
 * The rules that look different where the provider calls and the consumer answers
 * (webhooks, callbacks): there, what the new description sends has to be what the old
 * receiver takes.
 */
export const MIRRORED_RULES: Partial<Record<RuleId, Mirrored>> = {
  'parameter-required-added': {
    id: 'parameter-required-removed',
    levels: 'EEE',
    says: ({ subject }) => `${subject} was always given, now it is gone.`,
    advice: KEEP,
  },
  'parameter-became-required': {
    id: 'parameter-became-optional',
    levels: 'EEW',
    says: ({ subject }) =>
      `${subject} was always given, now it may be left out.`,
    advice: KEEP,
  },
  'parameter-removed': {
    id: 'parameter-added',
    levels: 'W--',
    says: ({ subject }) => `${subject} is new to those who receive it.`,
    advice: 'Tell the receivers before.',
  },
  'request-body-removed': {
    id: 'request-body-added',
    levels: 'W--',
    says: () => 'Requests come with a body now; before, there was none.',
    advice: 'Tell the receivers before.',
  },
  'request-body-required-added': {
    id: 'request-body-required-removed',
    levels: 'EEE',
    says: () => 'Requests come without the body that they always had.',
    advice: KEEP,
  },
  'request-body-became-required': {
    id: 'request-body-became-optional',
    levels: 'EEE',
    says: () => 'Requests may come without the body that they always had.',
    advice: KEEP,
  },
  'request-media-type-removed': {
    id: 'request-media-type-added',
    levels: 'EEE',
    says: ({ subject }) =>
      `Bodies may come as ${subject} now, which receivers don’t know.`,
    advice: 'Send the new media type only to those who ask for it.',
  },
  'response-success-removed': {
    id: 'response-success-added-for-receivers',
    levels: 'W--',
    says: ({ subject }) => `The answer ${subject} is new to receivers.`,
    advice: 'Go on taking the old answers.',
  },
  'response-error-removed': {
    id: 'response-error-added-for-receivers',
    levels: '---',
    says: ({ subject }) => `The answer ${subject} is new to receivers.`,
    advice: 'Go on taking the old answers.',
  },
  'response-success-added': {
    id: 'response-success-not-taken',
    levels: 'EEW',
    says: ({ subject }) =>
      `The answer ${subject} of receivers is not taken any more.`,
    advice: 'Go on taking the old answers.',
  },
  'response-media-type-removed': {
    id: 'response-media-type-asked-for',
    levels: 'EE-',
    says: ({ subject }) =>
      `Answers are wanted as ${subject} now, which receivers don’t give.`,
    advice: 'Go on taking the old answers.',
  },
  'response-header-removed': {
    id: 'response-header-required-added',
    levels: 'EEE',
    says: ({ subject }) => `${subject} is asked of receivers now.`,
    advice: 'Go on taking the old answers.',
  },
  'response-optional-header-removed': {
    id: 'response-header-added',
    levels: '---',
    says: ({ subject }) => `${subject} is new to receivers.`,
    advice: 'Go on taking the old answers.',
  },
  'response-header-became-optional': {
    id: 'response-header-became-required',
    levels: 'EEW',
    says: ({ subject }) => `${subject} is asked of receivers now.`,
    advice: 'Go on taking the old answers.',
  },
  'security-added': {
    id: 'security-removed',
    levels: 'WW-',
    says: ({ now }) => `Calls came with ${now}, now they may come without.`,
    advice: KEEP,
  },
  'operation-removed': {
    id: 'operation-added-for-receivers',
    levels: 'W--',
    says: ({ subject }) => `${subject} is new to receivers.`,
    advice: 'Tell the receivers before.',
  },
};
