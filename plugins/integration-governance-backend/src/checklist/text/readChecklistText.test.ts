import { acmeCheck } from '../../__testUtils__/acmeCheck';
import { Checklist } from '../Checklist';
import { ChecklistBase, readChecklistText } from './readChecklistText';

describe('a text with a checklist', () => {
  let base: ChecklistBase;
  const read = (text: string) => readChecklistText(text, base);

  beforeAll(async () => {
    const shipped = (await Checklist.readShipped()).toFile();
    base = {
      shipped,
      shippedIds: new Set(shipped.checks.map(({ id }) => id)),
      modules: new Map([[acmeCheck.id, acmeCheck]]),
    };
  });

  const own = `id: own
    question: delivery
    title: Own
    tests: Something.
    needs: tested
    shelfLifeDays: 30
    weight: 1`;

  it('builds on what ships, and says of each check where it is from', () => {
    const { version, questions, checks } = read(`version: "2027.1"
questions:
  - { id: review, title: Reviewed }
  - { id: cost, title: Cost, text: What does it cost? }
checks:
  - ${own}
    condition: { facts.x: true }
  - { id: own-cost, question: cost, title: C, tests: T, needs: declared, shelfLifeDays: 1, weight: 0, condition: { spec.profile: { $exists: true } } }
  - { id: inventory-owner, weight: 5 }
  - { id: inventory-references, weight: 3 }
  - { id: acme, title: As we call it }
  - { id: delivery-pipeline, enabled: false }`);
    expect(version).toBe('2027.1');
    expect(questions).toHaveLength(9);
    expect(questions.at(-1)).toMatchObject({ id: 'cost', number: 9 });
    const of = (id: string) => checks.find(check => check.id === id);
    expect(of('own')).toMatchObject({ origin: 'condition' });
    expect(of('inventory-owner')).toMatchObject({
      origin: 'changed',
      weight: 5,
      question: 'inventory',
    });
    expect(of('inventory-nothing-undeclared')?.origin).toBe('shipped');
    expect(of('acme')).toEqual({
      id: 'acme',
      question: 'review',
      title: 'As we call it',
      tests: 'Something in code.',
      needs: 'declared',
      shelfLifeDays: 30,
      weight: 1,
      origin: 'module',
    });
    expect(of('delivery-pipeline')).toBeUndefined();
  });

  it('stands alone with extends: none, also as JSON, and may name what ships', () => {
    const { questions, checks } = read(
      JSON.stringify({
        version: 'x',
        extends: 'none',
        questions: [{ id: 'inventory', title: 'I', text: 'T' }],
        checks: [{ id: 'inventory-owner' }],
      }),
    );
    expect(questions).toEqual([
      { id: 'inventory', number: 1, title: 'I', text: 'T' },
    ]);
    expect(checks).toEqual([
      expect.objectContaining({ id: 'inventory-owner', origin: 'shipped' }),
    ]);
  });

  it.each([
    ['version: [', /^text is neither YAML nor JSON: /],
    ['[]', /^text: /],
    ['checks: []', /^version.*: is missing/],
    ['version: 1.5', /^version \(line 1\): is missing, or no text/],
    ['version: x\nchekcs: []', /^text.*chekcs/],
    ['version: x\nchecks:\n  - id: No', /^checks\[0\]\.id \(line 3\): /],
    [
      `version: x\nchecks:\n  - ${own}`,
      /^checks\[0\] \(line 3\): nothing evaluates the check own/,
    ],
    [
      'version: x\nchecks:\n  - { id: own, condition: { facts.x: 1 } }',
      /^checks\[0\]\.question \(line 3\): is missing/,
    ],
    [
      `version: x\nchecks:\n  - ${own}\n    condition:\n      fact.x: 1`,
      /^checks\[0\]\.condition\.fact\.x \(line 11\): is no evidence/,
    ],
    [
      `version: x\nchecks:\n  - ${own}\n    condition: { facts.x: { $gt: 1 } }`,
      /condition\.facts\.x .*\$atLeast/,
    ],
    [
      `version: x\nchecks:\n  - ${own}\n    condition: { $any: [] }`,
      /condition\.\$any .*a list that is not empty/,
    ],
    [
      `version: x\nchecks:\n  - ${own}\n    condition: { $not: { facts.x: 1 }, facts.y: 2 }`,
      /condition\.\$not .*has to stand alone/,
    ],
    [`version: x\nchecks:\n  - ${own}\n    condition: {}`, /is empty/],
    [
      `version: x\nchecks:\n  - ${own}\n    condition: { $all: [${'{facts.x: 1},'.repeat(300)}] }`,
      /is too large/,
    ],
    [
      'version: x\nchecks:\n  - { id: inventory-owner, question: none }',
      /^checks\[0\]\.question \(line 3\): .*which there is not/,
    ],
    [
      'version: x\nchecks:\n  - { id: inventory-owner }\n  - { id: inventory-owner }',
      /^checks\[1\]\.id \(line 4\): inventory-owner is there twice/,
    ],
    [
      'version: x\nchecks:\n  - { id: gone, enabled: false }',
      /^checks\[0\]\.id \(line 3\): there is no check gone/,
    ],
    [
      'version: x\nquestions:\n  - { id: cost, title: C, text: T }',
      /^questions\[0\] \(line 3\): no check answers/,
    ],
    [
      'version: x\nchecks:\n  - { id: inventory-owner, nextStep: { text: x, href: "javascript:alert(1)" } }',
      /^checks\[0\]\.nextStep\.href \(line 3\): has to be an http/,
    ],
    ['version: x\nextends: none', /there is no check left|no check answers/],
  ])('refuses %j and names the place', (text, message) => {
    expect(() => read(text)).toThrow(message);
  });
});
