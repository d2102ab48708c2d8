import { CompatibilityPolicy } from '@tieline/plugin-integrations-common';

type Severity = 'error' | 'warning';

export interface Rule {
  /** By policy; left out where the policy doesn't mind. */
  severity: Partial<Record<CompatibilityPolicy, Severity>>;
  advice: string;
}

const ADVICE = {
  keep: 'Keep what is there until nobody uses it any more, and put the new beside it.',
  both: 'Offer the old one too until everybody has moved.',
  next: 'Publish the change as a new message or channel that both sides move to.',
  tell: 'Tell those who use the contract before it changes.',
};

const breaks = (advice: keyof typeof ADVICE): Rule => ({
  severity: { strict: 'error', semantic: 'error', lenient: 'error' },
  advice: ADVICE[advice],
});

/** For those who can live with what they don't know. */
const breaksUnlessLenient = (advice: keyof typeof ADVICE): Rule => ({
  severity: { strict: 'error', semantic: 'error', lenient: 'warning' },
  advice: ADVICE[advice],
});

/** Breaks nobody who follows the contract on the wire, but what was generated from the text. */
const breaksGenerated: Rule = {
  severity: { strict: 'error', semantic: 'warning' },
  advice: ADVICE.tell,
};

/** What {@link compareAsyncApi} finds, besides the rules of JSON Schema for payloads. */
export const ASYNC_API_RULES = {
  'application-id-changed': breaksGenerated,
  'server-removed': breaks('both'),
  'server-address-changed': breaks('both'),
  'server-protocol-changed': breaks('both'),
  'server-protocol-version-changed': breaks('both'),
  'server-variable-narrowed': breaks('keep'),
  'server-variable-default-changed': breaks('keep'),
  'security-added': breaks('both'),
  'security-removed': breaks('both'),
  'security-scopes-added': breaks('keep'),
  'channel-removed': breaks('keep'),
  'channel-address-changed': breaks('both'),
  'channel-server-removed': breaks('keep'),
  'parameter-narrowed': breaks('keep'),
  'parameter-location-changed': breaks('keep'),
  'parameter-location-added': breaksUnlessLenient('keep'),
  'parameter-default-changed': breaksGenerated,
  'operation-removed': breaks('keep'),
  'operation-id-changed': breaksGenerated,
  'message-removed': breaks('keep'),
  'message-added': breaksUnlessLenient('next'),
  'message-name-changed': breaksGenerated,
  'message-outside-changed': breaks('next'),
  'content-type-changed': breaks('next'),
  'schema-language-changed': breaks('next'),
  'schema-changed': breaksUnlessLenient('next'),
  'correlation-changed': breaks('keep'),
  'correlation-removed': breaks('keep'),
  'reply-removed': breaks('keep'),
  'reply-added': breaksGenerated,
  'reply-expected': breaks('next'),
  'reply-address-added': breaks('next'),
  'reply-address-changed': breaks('keep'),
  'reply-channel-changed': breaks('keep'),
  'kafka-topic-changed': breaks('both'),
  'kafka-partitions-reduced': breaks('keep'),
  'kafka-schema-id-changed': breaks('next'),
  'amqp-channel-changed': breaks('both'),
  'amqp-message-changed': breaks('next'),
  'http-method-changed': breaks('both'),
  'mqtt-qos-lowered': breaks('keep'),
  'binding-changed': breaksGenerated,
} satisfies Record<string, Rule>;

export type AsyncApiRuleId = keyof typeof ASYNC_API_RULES;
