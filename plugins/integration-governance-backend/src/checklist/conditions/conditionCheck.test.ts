import {
  evaluatedAt,
  EvidenceOptions,
  evidenceOf,
  neverSeen,
  piece,
} from '../../__testUtils__/evidenceOf';
import { Checklist, ChecklistItem } from '../Checklist';
import { evaluateCheck } from '../evaluateCheck';
import { Condition } from './Condition';

const coverage = (value: number, rest = {}) =>
  piece(
    'fact',
    'line-coverage',
    { value },
    { value: `coverage is ${value}`, ...rest },
  );

function evaluate(
  condition: Condition,
  options: EvidenceOptions = {},
  rest: Partial<ChecklistItem> = {},
) {
  const { items } = new Checklist({
    version: 'x',
    questions: [{ id: 'q', number: 1, title: 'Q', text: 'Q?' }],
    checks: [
      {
        id: 'own',
        question: 'q',
        title: 'Own',
        tests: 'Something.',
        needs: 'declared',
        shelfLifeDays: 30,
        weight: 1,
        condition,
        ...rest,
      },
    ],
  });
  return evaluateCheck(items[0], evidenceOf(options), { now: evaluatedAt });
}

describe('a condition over the evidence', () => {
  const told = { told: [coverage(81)] };
  const tests = (failed: number) =>
    piece('test-results', 'unit', { tests: 5, failed, skipped: 1 });

  it.each<[Condition, EvidenceOptions, string]>([
    [{ 'facets.criticality': 'HIGH' }, {}, 'pass'],
    [{ 'facets.criticality': { $in: ['low', 'critical'] } }, {}, 'fail'],
    [{ 'spec.runbook': { $exists: true } }, {}, 'fail'],
    [{ 'spec.runbook': { $exists: false } }, {}, 'pass'],
    [{ 'spec.via': { $contains: 'kafka-main' } }, {}, 'pass'],
    [{ 'spec.endpoints': { $contains: { protocol: 'kafka' } } }, {}, 'pass'],
    [{ 'spec.endpoints': { $contains: { protocol: 'amqp' } } }, {}, 'fail'],
    [
      { 'spec.endpoints': { $contains: { 'auth.method': 'mtls' } } },
      {},
      'pass',
    ],
    [{ 'catalog.ownerPeople': { $atLeast: 3 } }, {}, 'pass'],
    [{ 'catalog.ownerPeople': { $atMost: 2 } }, {}, 'fail'],
    [{ 'facts.line-coverage': { $atLeast: 80 } }, told, 'pass'],
    [{ 'facts.line-coverage': { $atLeast: 82 } }, told, 'fail'],
    // What nobody told is never a pass, in whatever words.
    [{ 'facts.line-coverage': { $atLeast: 80 } }, {}, 'unmeasured'],
    [{ 'facts.line-coverage': { $exists: false } }, {}, 'unmeasured'],
    [{ 'facts.line-coverage': { $exists: true } }, {}, 'unmeasured'],
    [{ $not: { 'facts.line-coverage': 3 } }, {}, 'unmeasured'],
    [{ $not: { 'facts.line-coverage': 3 } }, told, 'pass'],
    [
      { $all: [{ 'facts.x': 1 }, { 'facets.criticality': 'high' }] },
      {},
      'unmeasured',
    ],
    [{ $all: [{ 'facts.x': 1 }, { 'facets.criticality': 'low' }] }, {}, 'fail'],
    [
      { $any: [{ 'facts.x': 1 }, { 'facets.criticality': 'high' }] },
      {},
      'pass',
    ],
    [
      { $any: [{ 'facts.x': 1 }, { 'facets.criticality': 'low' }] },
      {},
      'unmeasured',
    ],
    [
      { $not: { $any: [{ 'facts.x': 1 }, { 'facets.criticality': 'high' }] } },
      {},
      'fail',
    ],
    [{ 'tests.unit.failed': 0 }, { told: [tests(0)] }, 'pass'],
    [{ 'tests.unit.passed': { $atLeast: 4 } }, { told: [tests(0)] }, 'pass'],
    [{ 'tests.unit.failed': 0 }, { told: [tests(1)] }, 'fail'],
    [{ 'tests.contract.failed': 0 }, { told: [tests(0)] }, 'unmeasured'],
    [
      { 'deployments.production.canary': 'promoted' },
      { told: [piece('deployment', 'production', { result: 'succeeded' })] },
      'unmeasured',
    ],
    [
      { 'dependencies.pastEndOfLife': 0 },
      {
        told: [
          piece('dependencies', 'dependencies', {
            checked: 9,
            pastEndOfLife: [],
          }),
        ],
      },
      'pass',
    ],
    [{ 'health.errorRate': { $atMost: 0.01 } }, {}, 'pass'],
    [{ 'health.p95Ms': { $atMost: 100 } }, {}, 'fail'],
    [{ 'health.status': 'unknown' }, { telemetry: neverSeen }, 'unmeasured'],
    [{ 'health.status': 'ok' }, { telemetry: 'not read' }, 'unmeasured'],
    [{ 'drift.undeclared': 0 }, {}, 'pass'],
    [{ 'drift.undeclared': 0 }, { drift: 'not read' }, 'unmeasured'],
    [{ 'contracts.registered': { $atLeast: 1 } }, {}, 'pass'],
    [{ 'contracts.flows': 1 }, { contracts: 'not read' }, 'unmeasured'],
  ])('%j with %j is %s', (condition, options, result) => {
    const outcome = evaluate(condition, options);
    expect(outcome.result).toBe(result);
    expect(outcome.reason).toMatch(/^\S.*[.!?]$/);
    const isJudged = result === 'pass' || result === 'fail';
    expect(!isJudged || outcome.evidence.length > 0).toBe(true);
  });

  it('says what is and what has to be', () => {
    expect(
      evaluate({ 'facts.line-coverage': { $atLeast: 82 } }, told),
    ).toMatchObject({
      reason: 'Facts.line-coverage is 81, and it has to be at least 82.',
      evidence: [{ value: 'coverage is 81', source: 'pipeline of a test' }],
    });
  });

  it('is only as good as the weakest evidence that it rests on', () => {
    const both = {
      'facets.criticality': 'high',
      'facts.line-coverage': { $atLeast: 80 },
    };
    const needsTested = { needs: 'tested' as const };
    expect(
      evaluate({ 'facts.line-coverage': 81 }, told, needsTested).result,
    ).toBe('pass');
    expect(evaluate(both, told, needsTested)).toMatchObject({
      result: 'unmeasured',
      reason: expect.stringContaining('Needs tested, has declared.'),
    });
    // Showing the strong part alone makes it no stronger.
    const shown = evaluate(both, told, {
      ...needsTested,
      evidence: { show: ['facts.line-coverage'] },
    });
    expect(shown).toMatchObject({
      result: 'unmeasured',
      evidence: [
        { value: 'facets.criticality is high', grade: 'declared' },
        { value: 'coverage is 81', grade: 'tested' },
      ],
    });
    // One of two is enough, so the better one counts.
    expect(
      evaluate(
        {
          $any: [
            { 'facets.criticality': 'high' },
            { 'facts.line-coverage': 81 },
          ],
        },
        told,
        needsTested,
      ).result,
    ).toBe('pass');
  });

  it('can be told to count for less, never for more', () => {
    const rest = { needs: 'tested' as const };
    expect(
      evaluate({ 'facts.line-coverage': 81 }, told, {
        ...rest,
        evidence: { grade: 'attested' },
      }).result,
    ).toBe('unmeasured');
    expect(
      evaluate({ 'facets.criticality': 'high' }, told, {
        ...rest,
        evidence: { grade: 'observed' },
      }).result,
    ).toBe('unmeasured');
  });

  it('ages like everything else, also where the old part is not shown', () => {
    const old = { told: [coverage(81, { at: '2026-09-01T00:00:00.000Z' })] };
    const condition = {
      'facts.line-coverage': 81,
      'facets.criticality': 'high',
    };
    for (const evidence of [undefined, { show: ['facets'] }]) {
      expect(evaluate(condition, old, { evidence })).toMatchObject({
        result: 'unmeasured',
        reason: expect.stringContaining('The evidence is of 2026-09-01'),
      });
    }
  });

  it('applies only where `when` holds, and says so where that is not known', () => {
    const evaluateWhen = (when: Condition, options?: EvidenceOptions) =>
      evaluate({ 'facets.criticality': 'high' }, options, { when });
    expect(evaluateWhen({ 'spec.interaction': 'event' }).result).toBe('pass');
    expect(evaluateWhen({ 'spec.interaction': 'batch' })).toMatchObject({
      result: 'not-applicable',
      reason:
        'It does not apply: spec.interaction is event, and it has to be batch.',
    });
    expect(evaluateWhen({ 'facts.pci': true })).toMatchObject({
      result: 'unmeasured',
      reason:
        'Whether it applies is not known: there is no evidence of facts.pci.',
    });
  });
});
