import { CompatibilityPolicy } from '@tieline/plugin-integrations-common';

type Severity = 'error' | 'warning';

export interface Rule {
  /** By policy; left out where the policy doesn't mind. */
  severity: Partial<Record<CompatibilityPolicy, Severity>>;
  advice: string;
}

const ADVICE = {
  widen: 'Let the reader take what was written so far too.',
  keep: 'Keep the old field or setting until nobody writes or reads it any more.',
  append:
    'Add new fields behind the others, or let both sides find fields by name (fieldsMatch).',
  later: 'Ask for it only when all who write keep to it.',
};

const breaks = (advice: keyof typeof ADVICE): Rule => ({
  severity: { strict: 'error', semantic: 'error', lenient: 'error' },
  advice: ADVICE[advice],
});

/** What a reader that only warns about doubtful rows lives with. */
const checksOnly = (advice: keyof typeof ADVICE): Rule => ({
  severity: { strict: 'error', semantic: 'error', lenient: 'warning' },
  advice: ADVICE[advice],
});

/** Nothing in a file is refused, but it may be taken for something else. */
const noticed = (advice: keyof typeof ADVICE): Rule => ({
  severity: { strict: 'error', semantic: 'warning' },
  advice: ADVICE[advice],
});

/** What {@link compareTables} finds. */
export const TABLE_RULES = {
  'field-added': breaks('keep'),
  'field-removed': breaks('keep'),
  'fields-match-narrowed': breaks('append'),
  'field-order-changed': breaks('append'),
  'field-renamed': breaks('keep'),
  'position-renamed': noticed('keep'),
  'field-ignored': noticed('keep'),
  'type-narrowed': breaks('widen'),
  'format-narrowed': breaks('widen'),
  'notation-changed': breaks('widen'),
  'missing-value-removed': breaks('widen'),
  'missing-value-added': noticed('later'),
  'required-added': checksOnly('later'),
  'unique-added': checksOnly('later'),
  'enum-narrowed': checksOnly('widen'),
  'minimum-raised': checksOnly('widen'),
  'maximum-lowered': checksOnly('widen'),
  'min-length-raised': checksOnly('widen'),
  'max-length-lowered': checksOnly('widen'),
  'pattern-changed': checksOnly('widen'),
  'key-added': checksOnly('later'),
  'key-removed': noticed('keep'),
  'foreign-key-added': checksOnly('later'),
  'dialect-changed': breaks('widen'),
  'encoding-changed': breaks('widen'),
} satisfies Record<string, Rule>;

export type TableRuleId = keyof typeof TABLE_RULES;
