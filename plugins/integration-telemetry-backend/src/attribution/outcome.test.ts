import { outcomeOf } from './outcome';
import { isSamplingUnknown, weightOf } from './sampling';

const map = (values: Record<string, string>) => new Map(Object.entries(values));

describe('outcomeOf', () => {
  it.each([
    ['callee', '200', 'success'],
    ['callee', '503', 'error'],
    ['callee', '401', 'counting-rejection'],
    ['callee', '403', 'counting-rejection'],
    ['callee', '408', 'counting-rejection'],
    ['callee', '429', 'counting-rejection'],
    ['callee', '404', 'other-rejection'],
    ['caller', '404', 'error'],
    ['caller', '500', 'error'],
    ['caller', '302', 'success'],
  ] as const)(
    'counts what the %s sees as %s as %s',
    (side, status, outcome) => {
      expect(
        outcomeOf(map({ 'http.response.status_code': status }), side),
      ).toBe(outcome);
    },
  );

  it('knows RPC codes by name and by number', () => {
    const of = (code: string) =>
      outcomeOf(map({ 'rpc.response.status_code': code }), 'callee');
    expect(of('UNAVAILABLE')).toBe('error');
    expect(of('14')).toBe('error');
    expect(of('RESOURCE_EXHAUSTED')).toBe('counting-rejection');
    expect(of('NOT_FOUND')).toBe('other-rejection');
    expect(of('OK')).toBe('success');
  });

  it('takes an error type or the span status where there is no code', () => {
    expect(outcomeOf(map({ 'error.type': 'timeout' }), 'callee')).toBe('error');
    expect(outcomeOf(map({}), 'callee', 2)).toBe('error');
    expect(outcomeOf(map({}), 'callee', 1)).toBe('success');
  });
});

describe('weightOf', () => {
  it.each([
    ['', 1],
    ['ot=th:8', 2],
    ['vendor=x,ot=rv:abc;th:c', 4],
    ['ot=th:0', 1],
    ['ot=th:zz', 1],
  ])('reads %s as %d calls', (traceState, weight) => {
    expect(weightOf(traceState)).toBe(weight);
  });

  it('knows that tail sampling without a threshold tells no number', () => {
    const tail = map({ 'sampling.policy': 'tail' });
    expect(isSamplingUnknown(tail, map({}), '')).toBe(true);
    expect(isSamplingUnknown(map({}), tail, '')).toBe(true);
    expect(isSamplingUnknown(tail, map({}), 'ot=th:8')).toBe(false);
    expect(isSamplingUnknown(map({}), map({}), '')).toBe(false);
  });
});
