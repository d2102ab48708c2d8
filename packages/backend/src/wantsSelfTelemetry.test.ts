import { wantsSelfTelemetry } from './wantsSelfTelemetry';

const endpoint = 'http://localhost:4318';

describe('wantsSelfTelemetry', () => {
  it('sends nothing unless told where to', () => {
    expect(wantsSelfTelemetry({})).toBe(false);
    expect(wantsSelfTelemetry({ OTEL_EXPORTER_OTLP_ENDPOINT: ' ' })).toBe(
      false,
    );
  });

  it.each([
    'OTEL_EXPORTER_OTLP_ENDPOINT',
    'OTEL_EXPORTER_OTLP_TRACES_ENDPOINT',
    'OTEL_EXPORTER_OTLP_METRICS_ENDPOINT',
  ])('sends where %s says, unless the SDK is disabled', name => {
    expect(wantsSelfTelemetry({ [name]: endpoint })).toBe(true);
    expect(
      wantsSelfTelemetry({ [name]: endpoint, OTEL_SDK_DISABLED: 'TRUE' }),
    ).toBe(false);
  });
});
