import { isSamplingUnknown, weightOf } from './sampling';

const map = (values: Record<string, string>) => new Map(Object.entries(values));
const none = map({});

describe('weightOf', () => {
  it.each([
    ['', 1],
    ['ot=th:8', 2],
    ['vendor=x,ot=rv:abc;th:c', 4],
    ['vendor=th:8, ot=th:c ', 4],
    ['ot=th:0', 1],
    ['ot=th:zz', 1],
    ['ot=th:ffffffffffffff', 1_048_576],
    ['ot=p:3;r:7', 8],
    ['ot=r:4;p:0', 1],
    ['ot=p:40', 1_048_576],
    // Kept for another reason than chance.
    ['ot=p:63;r:2', 0],
    ['ot=p:64', 1],
    ['ot=p:x', 1],
    ['ot=p:3;th:8', 2],
    ['foo=ot', 1],
  ])('reads %s as %d calls', (traceState, weight) => {
    expect(weightOf(traceState)).toBe(weight);
  });

  it.each([
    [{ SampleRate: '20' }, 20],
    [{ sampleRate: '4' }, 4],
    [{ SampleRate: '0' }, 1],
    [{ SampleRate: 'many' }, 1],
    [{ SampleRate: '1e300' }, 1_048_576],
    [{ 'sampling.probability': '0.25' }, 4],
    [{ 'sampling.probability': '0' }, 1_048_576],
    [{ 'sampling.probability': '-1' }, 1],
    [{ 'sampler.type': 'probabilistic', 'sampler.param': '0.1' }, 10],
    [{ 'sampler.type': 'ratelimiting', 'sampler.param': '0.1' }, 1],
    [{ 'sampler.type': 'probabilistic' }, 1],
    [{ 'sampler.type': 'const', 'sampler.param': 'true' }, 1],
  ])('takes the rate that %j declares as %d calls', (attributes, weight) => {
    expect(weightOf('', map(attributes), none)).toBe(weight);
    expect(weightOf('', none, map(attributes))).toBe(weight);
  });

  it('believes the trace state more than an attribute, and the span more than its resource', () => {
    const rate = map({ SampleRate: '20' });
    expect(weightOf('ot=th:8', rate, rate)).toBe(2);
    expect(weightOf('', rate, map({ SampleRate: '3' }))).toBe(20);
  });
});

describe('isSamplingUnknown', () => {
  const tail = map({ 'sampling.policy': 'tail' });
  const collector = map({ 'tailsampling.policy': 'errors' });

  it('knows that tail sampling without a rate tells no number', () => {
    expect(isSamplingUnknown(tail, none, '')).toBe(true);
    expect(isSamplingUnknown(none, tail, '')).toBe(true);
    expect(isSamplingUnknown(collector, none, 'ot=rv:1')).toBe(true);
    expect(isSamplingUnknown(none, none, '')).toBe(false);
  });

  it('knows the number where the tail sampler declares its rate', () => {
    expect(isSamplingUnknown(tail, none, 'ot=th:8')).toBe(false);
    expect(isSamplingUnknown(tail, none, 'ot=p:2')).toBe(false);
    expect(isSamplingUnknown(tail, map({ SampleRate: '5' }), '')).toBe(false);
  });
});
