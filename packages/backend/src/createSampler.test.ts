import { createSampler } from './createSampler';

const named = (name?: string, argument?: string) =>
  createSampler({
    OTEL_TRACES_SAMPLER: name,
    OTEL_TRACES_SAMPLER_ARG: argument,
  }).toString();

describe('createSampler', () => {
  it('keeps every trace unless told otherwise, and follows the caller', () => {
    expect(named()).toContain('ParentBased{root=AlwaysOnSampler');
    expect(named('')).toBe(named('parentbased_always_on'));
  });

  it('takes the names of the specification', () => {
    expect(named('always_off')).toBe('AlwaysOffSampler');
    expect(named('traceidratio', '0.25')).toBe('TraceIdRatioBased{0.25}');
    expect(named('parentbased_traceidratio', '0.25')).toContain(
      'root=TraceIdRatioBased{0.25}',
    );
  });

  it('names the variable that is wrong', () => {
    expect(() => named('sometimes')).toThrow(/^OTEL_TRACES_SAMPLER has to be/);
    expect(() => named('traceidratio', 'half')).toThrow(
      'OTEL_TRACES_SAMPLER_ARG has to be from 0 to 1, not half',
    );
  });
});
