import { failureOf, outcomeOf } from './outcome';

const map = (values: Record<string, string>) => new Map(Object.entries(values));
const OK = 1;
const ERROR = 2;

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
    'counts what the %s sees as %s as %s, under both names',
    (side, status, outcome) => {
      for (const name of ['http.response.status_code', 'http.status_code']) {
        expect(outcomeOf(map({ [name]: status }), side)).toBe(outcome);
        expect(outcomeOf(map({ [name]: status }), side, OK)).toBe(outcome);
      }
    },
  );

  it('counts an answer that got lost or could not be read as an error', () => {
    const answer = { 'http.response.status_code': '200' };
    expect(outcomeOf(map(answer), 'caller', ERROR)).toBe('error');
    const timeout = map({ ...answer, 'error.type': 'timeout' });
    expect(outcomeOf(timeout, 'caller')).toBe('error');
    expect(failureOf(timeout)).toBe('timeout');
    const called = map({ 'rpc.grpc.status_code': '0', 'error.type': 'x' });
    expect(outcomeOf(called, 'caller')).toBe('error');
    expect(failureOf(called)).toBe('x');
  });

  it('counts a refusal as a refusal whatever the status says', () => {
    const refused = map({ 'http.response.status_code': '404' });
    expect(outcomeOf(refused, 'callee', ERROR)).toBe('other-rejection');
  });

  it.each([
    'rpc.response.status_code',
    'rpc.grpc.status_code',
    'rpc.connect_rpc.error_code',
  ])('knows the codes of RPC by name and by number in %s', name => {
    const of = (code: string) => outcomeOf(map({ [name]: code }), 'callee');
    expect(of('UNAVAILABLE')).toBe('error');
    expect(of('unavailable')).toBe('error');
    expect(of('14')).toBe('error');
    expect(of('RESOURCE_EXHAUSTED')).toBe('counting-rejection');
    expect(of('permission_denied')).toBe('counting-rejection');
    expect(of('NOT_FOUND')).toBe('other-rejection');
    expect(of('canceled')).toBe('other-rejection');
    expect(of('OK')).toBe('success');
    expect(of('0')).toBe('success');
    expect(outcomeOf(map({ [name]: '5' }), 'caller')).toBe('error');
    expect(failureOf(map({ [name]: '14' }))).toBe('UNAVAILABLE');
  });

  it('hears of a failed RPC behind an HTTP status that is fine', () => {
    const call = map({
      'http.response.status_code': '200',
      'rpc.response.status_code': 'UNAVAILABLE',
    });
    expect(outcomeOf(call, 'callee')).toBe('error');
    expect(failureOf(call)).toBe('UNAVAILABLE');
  });

  it.each([
    ['-32603', 'error'],
    ['-32000', 'error'],
    ['-32601', 'other-rejection'],
    ['-32602', 'other-rejection'],
  ])('counts the code %s of JSON-RPC as %s', (code, outcome) => {
    for (const name of ['rpc.jsonrpc.error_code', 'rpc.response.status_code']) {
      const call = map({ 'rpc.system': 'jsonrpc', [name]: code });
      expect(outcomeOf(call, 'callee')).toBe(outcome);
      expect(outcomeOf(call, 'caller')).toBe('error');
      expect(failureOf(call)).toBe(code);
    }
  });

  it('takes an error type or the span status where there is no code', () => {
    expect(outcomeOf(map({ 'error.type': 'timeout' }), 'callee')).toBe('error');
    expect(outcomeOf(map({}), 'callee', ERROR)).toBe('error');
    expect(outcomeOf(map({}), 'callee', OK)).toBe('success');
    // What browsers write where no answer came.
    const none = map({ 'http.status_code': '0' });
    expect(outcomeOf(none, 'caller', ERROR)).toBe('error');
    expect(failureOf(none)).toBeUndefined();
  });
});
