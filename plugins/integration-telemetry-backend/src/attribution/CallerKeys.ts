import { createHash, createHmac } from 'crypto';
import { Attributes } from '../otlp/model';
import { pickAttribute } from '../otlp/pickAttribute';
import { callerName } from './callerName';
import { bounded, withoutIdentifiers } from './destinationTemplate';

/** Which attributes tell callers apart: plain data, so that it can go to a worker. */
export interface CallerRules {
  /** Attributes that hold an API key, or its id. */
  apiKeyAttributes: string[];
  /** Attributes that hold an account, a tenant or a customer of an API. */
  accountAttributes: string[];
  /** Whether accounts are stored as they are, and not as a digest. */
  accountsInClear: boolean;
  /** What digests are keyed with; they are not where it is missing. */
  secret?: string;
}

/** The consumer group, by its name now and before. Source: OpenTelemetry semantic conventions for messaging. */
export const GROUP_ATTRIBUTES = [
  'messaging.consumer.group.name',
  'messaging.kafka.consumer.group',
];

/** As many hexadecimal digits of a digest as are kept: a thousand keys hardly ever meet. */
const DIGEST_LENGTH = 12;

const NO_RULES: CallerRules = {
  apiKeyAttributes: [],
  accountAttributes: [],
  accountsInClear: false,
};

/** Names callers by what their calls carry, where nothing says which service they are. */
export class CallerKeys {
  readonly #rules: CallerRules;

  constructor(rules: CallerRules = NO_RULES) {
    this.#rules = rules;
  }

  /** The attributes that are read beside those of the conventions. */
  get attributes(): string[] {
    return [...this.#rules.apiKeyAttributes, ...this.#rules.accountAttributes];
  }

  /**
   * What stands for a caller: its consumer group, else its API key, else its
   * account; undefined where a call carries none of them.
   */
  nameOf(attributes: Attributes, resource: Attributes): string | undefined {
    const { apiKeyAttributes, accountAttributes, accountsInClear } =
      this.#rules;
    const group = pickAttribute(attributes, resource, GROUP_ATTRIBUTES);
    if (group) {
      return callerName('consumer-group', withoutIdentifiers(group));
    }
    const apiKey = pickAttribute(attributes, resource, apiKeyAttributes);
    if (apiKey) {
      return callerName('api-key', this.#digest(apiKey));
    }
    const account = pickAttribute(attributes, resource, accountAttributes);
    return (
      account &&
      callerName(
        'account',
        accountsInClear ? bounded(account) : this.#digest(account),
      )
    );
  }

  #digest(value: string): string {
    const { secret } = this.#rules;
    const hash = secret ? createHmac('sha256', secret) : createHash('sha256');
    return hash.update(value).digest('hex').slice(0, DIGEST_LENGTH);
  }
}
