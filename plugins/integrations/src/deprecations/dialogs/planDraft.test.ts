import { Replacement } from '@tieline/plugin-integrations-common/contracts';
import { testEndingSummary } from '../testEndings';
import { emptyPlan, missingOf, toPlan, toPlanDraft } from './planDraft';

const contract = { registry: 'catalog', subject: 'api:default/shipping-api' };

const REPLACEMENTS: Array<[string, Replacement]> = [
  ['another version', { kind: 'version', contract, version: '2.0.0' }],
  [
    'a version of another contract',
    {
      kind: 'version',
      contract: { registry: 'events', subject: 'shipments' },
      version: '1.0.0',
    },
  ],
  [
    'an integration',
    { kind: 'integration', integrationRef: 'integration:default/shipments' },
  ],
  ['something in words', { kind: 'other', text: 'The carrier’s own API' }],
  ['nothing', { kind: 'none', reason: 'Nobody ships by fax any more' }],
];

describe('planDraft', () => {
  it.each(REPLACEMENTS)(
    'gives back a plan with %s as it was announced',
    (_, replacement) => {
      const ending = testEndingSummary({
        replacement,
        note: 'Use **v2**.',
        sunsetAt: '2026-12-31T10:30:00.000Z',
      });
      const draft = toPlanDraft(ending);
      expect(missingOf(draft, contract)).toEqual([]);
      expect(toPlan(draft, contract)).toEqual({
        sunsetAt: '2026-12-31T10:30:00.000Z',
        replacement,
        note: 'Use **v2**.',
      });
    },
  );

  it.each([
    ['same-contract', 'the version that replaces it'],
    ['other-contract', 'the contract and the version that replace it'],
    ['integration', 'the integration that replaces it'],
    ['other', 'what replaces it'],
    ['none', 'the reason why nothing replaces it'],
  ] as const)(
    'says what is missing of a replacement by %s',
    (choice, words) => {
      const plan = emptyPlan('version');
      const draft = { ...plan, replacement: { ...plan.replacement, choice } };
      expect(missingOf(draft, contract)).toEqual([
        'the end date',
        words,
        'the migration note',
      ]);
    },
  );
});
