import {
  evaluatedAt,
  EvidenceOptions,
  evidenceOf,
  piece,
  seenByTelemetry,
} from '../__testUtils__/evidenceOf';
import { answerQuestions } from './answerQuestions';
import { Checklist, RunnableItem } from './Checklist';
import { evaluateCheck } from './evaluateCheck';

describe('the shipped checklist', () => {
  let checklist: Checklist;
  const item = (id: string): RunnableItem =>
    checklist.items.find(candidate => candidate.id === id)!;
  const evaluate = (id: string, options?: EvidenceOptions, now = evaluatedAt) =>
    evaluateCheck(item(id), evidenceOf(options), { now });
  const evaluateAll = (options?: EvidenceOptions) =>
    checklist.items.map(candidate =>
      evaluateCheck(candidate, evidenceOf(options), { now: evaluatedAt }),
    );

  beforeAll(async () => {
    checklist = await Checklist.readShipped();
  });

  it('has eight questions, each with checks, and ten checks for low criticality', () => {
    expect(checklist.questions.map(({ number }) => number)).toEqual([
      1, 2, 3, 4, 5, 6, 7, 8,
    ]);
    for (const id of checklist.questionIds) {
      expect(checklist.items.some(({ question }) => question === id)).toBe(
        true,
      );
    }
    const applicable = evaluateAll({ spec: { criticality: 'low' } }).filter(
      ({ result }) => result !== 'not-applicable',
    );
    expect(applicable).toHaveLength(10);
  });

  it('says in each next step what to do, and where or with which command', () => {
    const steps = checklist.items.flatMap(({ nextStep, proof }) => [
      ...(nextStep ? [nextStep] : []),
      ...(proof ? [proof] : []),
    ]);
    for (const { text, href, command, ...rest } of steps) {
      expect(rest).toEqual({});
      expect(typeof text).toBe('string');
      expect([typeof href, typeof command].sort()).toEqual([
        'string',
        'undefined',
      ]);
    }
  });

  it('takes what YAML says for a high integration, but not for a critical one', () => {
    expect(evaluate('failure-retries').result).toBe('pass');
    expect(
      evaluate('failure-retries', { spec: { criticality: 'critical' } }),
    ).toMatchObject({
      result: 'unmeasured',
      needs: 'tested',
      reason: 'YAML says 5 attempts. Needs tested, has declared.',
    });
    // What is known to be missing is a failure all the same.
    expect(
      evaluate('failure-retries', {
        spec: { criticality: 'critical', reliability: {} },
      }).result,
    ).toBe('fail');
  });

  it('says of old evidence how old it is, and keeps its value readable', () => {
    const measured = { value: 0.314, at: '2026-11-10T12:00:00.000Z', how: '' };
    const lastMeasured = { errorRate: measured };
    const options = { telemetry: seenByTelemetry({}, lastMeasured) };
    const before = new Date('2026-11-17T11:59:59.000Z');
    expect(evaluate('observability-error-rate', options, before)).toMatchObject(
      {
        result: 'pass',
        evidence: [{ expiresAt: '2026-11-17T12:00:00.000Z' }],
      },
    );
    const after = new Date('2026-11-17T12:00:00.000Z');
    expect(evaluate('observability-error-rate', options, after)).toMatchObject({
      result: 'unmeasured',
      reason:
        'The evidence is of 2026-11-10 and good for 7 days. Then: It is 31.4 % of calls.',
      evidence: [{ value: '31.4 % of calls', at: measured.at }],
    });
  });

  it('takes a check that throws as unknown, not as the end', () => {
    const { items } = new Checklist(
      {
        version: 'x',
        questions: [{ id: 'q', number: 1, title: 'Q', text: 'Q?' }],
        checks: [{ ...item('inventory-owner'), id: 'own', question: 'q' }],
      },
      {
        own: () => {
          throw new TypeError('x is undefined');
        },
      },
    );
    expect(
      evaluateCheck(items[0], evidenceOf(), { now: evaluatedAt }),
    ).toMatchObject({
      result: 'unmeasured',
      reason: 'The check itself failed: TypeError: x is undefined.',
      nextStep: undefined,
    });
  });

  it('says why a check does not apply', () => {
    expect(evaluate('failure-circuit-breaker')).toMatchObject({
      result: 'not-applicable',
      reason: 'Only for interaction request; this is event.',
    });
    expect(evaluate('retirement-plan').result).toBe('not-applicable');
    expect(
      evaluate('retirement-plan', { spec: { lifecycle: 'deprecated' } }).result,
    ).toBe('fail');
  });

  it('gives everything red or unknown a next step, unless nobody can do anything about it', () => {
    const outcomes = evaluateAll({
      spec: { endpoints: [], review: undefined, reliability: {} },
    });
    for (const outcome of outcomes) {
      const open = outcome.result === 'fail';
      expect(Boolean(outcome.nextStep)).toBe(
        open ||
          (outcome.result === 'unmeasured' &&
            !outcome.reason.startsWith('No evidence yet')),
      );
      expect(outcome.nextStep?.href ?? '').not.toMatch(/[{}]/);
    }
  });

  it('never asks a critical integration to declare what it has declared', () => {
    for (const id of ['delivery-pipeline', 'failure-retries']) {
      const there = evaluate(id, { spec: { criticality: 'critical' } });
      expect(there.reason).toMatch(/Needs tested, has declared\.$/);
      expect(there.nextStep?.command).toMatch(
        /^tieline evidence push default\/careful --/,
      );
    }
    const missing = evaluate('failure-retries', {
      spec: { criticality: 'critical', reliability: {} },
    });
    expect(missing.nextStep?.text).toContain('spec.reliability.retry');
  });

  it('takes a test instead of what YAML says, for as long as it is good', () => {
    const critical = { criticality: 'critical' };
    const told = (passed: boolean, at = '2026-11-01T12:00:00.000Z') => [
      piece('fault-test', 'retries', { scenario: 'no answer', passed }, { at }),
    ];
    const retries = (options: EvidenceOptions) =>
      evaluate('failure-retries', options);
    expect(retries({ spec: critical, told: told(true) })).toMatchObject({
      result: 'pass',
      reason: 'A fault test showed that it holds.',
      evidence: [{ grade: 'tested', expiresAt: '2027-04-30T12:00:00.000Z' }],
    });
    // YAML says five attempts; the test knows better.
    expect(retries({ told: told(false) }).result).toBe('fail');
    const old = '2026-05-01T12:00:00.000Z';
    expect(retries({ spec: critical, told: told(true, old) })).toMatchObject({
      result: 'unmeasured',
      reason:
        'The evidence is of 2026-05-01 and good for 180 days. Then: A fault test showed that it holds.',
    });
    // Where a statement is enough, an old test takes nothing away.
    expect(retries({ told: told(true, old) })).toMatchObject({
      result: 'pass',
      evidence: [{ grade: 'declared' }],
    });
  });

  it('inherits from the platform what it does not show itself', () => {
    const test = (passed: boolean) =>
      piece('fault-test', 'retries', { scenario: 'no answer', passed });
    const critical = { criticality: 'critical' };
    expect(
      evaluate('failure-retries', {
        spec: critical,
        toldOfPlatform: [test(true)],
      }),
    ).toMatchObject({
      result: 'pass',
      inheritedFrom: 'resource:default/kafka-main',
      evidence: [{ grade: 'tested' }],
    });
    const own = evaluate('failure-retries', {
      spec: critical,
      told: [test(false)],
      toldOfPlatform: [test(true)],
    });
    expect(own.result).toBe('fail');
    expect(own.inheritedFrom).toBeUndefined();
  });

  it('believes a person about what only people know, until it is old', () => {
    const attested = (holds: boolean, at = '2026-11-20T00:00:00.000Z') => [
      piece(
        'attestation',
        'failure-drill',
        { holds, statement: 'The broker was stopped.' },
        { at, source: 'user:default/mira' },
      ),
    ];
    const drill = (told: EvidenceOptions['told']) =>
      evaluate('failure-drill', { told });
    expect(drill([])).toMatchObject({ result: 'unmeasured', attestable: true });
    expect(drill(attested(true))).toMatchObject({
      result: 'pass',
      reason: 'Attested: The broker was stopped.',
      evidence: [{ grade: 'attested', source: 'user:default/mira' }],
    });
    expect(drill(attested(false)).result).toBe('fail');
    expect(drill(attested(true, '2026-01-20T00:00:00.000Z')).result).toBe(
      'unmeasured',
    );
  });

  it('lets nobody attest what has to be shown', () => {
    const told = [
      piece('attestation', 'delivery-unit-tests', {
        holds: true,
        statement: 'They are fine.',
      }),
    ];
    expect(evaluate('delivery-unit-tests', { told }).result).toBe('unmeasured');
  });

  it('answers yes only where every check that applies has passed', () => {
    const score = answerQuestions(checklist.questionIds, evaluateAll());
    const states = score.answers.map(({ questionId, state }) => [
      questionId,
      state,
    ]);
    expect(states).toEqual([
      ['inventory', 'yes'],
      ['observability', 'yes'],
      ['contracts', 'unmeasured'],
      ['delivery', 'unmeasured'],
      ['failure-handling', 'unmeasured'],
      ['classification', 'yes'],
      ['review', 'unmeasured'],
      ['retirement', 'unmeasured'],
    ]);
    expect(score).toMatchObject({ yes: 3, applicable: 8 });
  });

  it('counts nothing that was not looked at as a pass', () => {
    const outcomes = evaluateAll({ telemetry: 'not read', drift: 'not read' });
    const score = answerQuestions(checklist.questionIds, outcomes);
    expect(score.answers.filter(({ state }) => state === 'yes')).toHaveLength(
      0,
    );
  });
});

describe('answerQuestions', () => {
  const answer = (
    ...results: Array<
      'pass' | 'fail' | 'unmeasured' | 'waived' | 'not-applicable'
    >
  ) =>
    answerQuestions(
      ['one'],
      results.map(result => ({ questionId: 'one', result })),
    );

  it.each([
    [['pass', 'pass', 'not-applicable'], 'yes', 1],
    [['pass', 'fail', 'unmeasured'], 'not-yet', 1],
    [['pass', 'unmeasured', 'waived'], 'unmeasured', 1],
    [['pass', 'waived'], 'waived', 1],
    [['not-applicable'], 'not-applicable', 0],
    [[], 'not-applicable', 0],
  ] as const)('%j is %s', (results, state, applicable) => {
    expect(answer(...results)).toMatchObject({
      applicable,
      yes: state === 'yes' ? 1 : 0,
      answers: [{ state }],
    });
  });
});
