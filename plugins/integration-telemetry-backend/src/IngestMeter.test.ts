import { IngestMeter } from './IngestMeter';

const MINUTE_MS = 60_000;

function meterAt(startMs: number) {
  const clock = { ms: startMs };
  return { clock, meter: new IngestMeter(() => clock.ms) };
}

describe('IngestMeter', () => {
  it('counts requests and items of each signal apart, repeats apart from both', () => {
    const { meter } = meterAt(1_000_000);
    meter.accepted('traces', 100);
    meter.accepted('traces', 20);
    meter.accepted('logs', 3);
    meter.duplicate('traces');
    const { signals, startedMs } = meter.snapshot();
    expect(startedMs).toBe(1_000_000);
    expect(
      signals.map(({ signal, requests, items, duplicates }) => [
        signal,
        requests.total,
        items.total,
        duplicates.total,
      ]),
    ).toEqual([
      ['traces', 2, 120, 1],
      ['metrics', 0, 0, 0],
      ['logs', 1, 3, 0],
    ]);
  });

  it('tells what was turned away lately from what was turned away ever', () => {
    const { meter, clock } = meterAt(1_000 * MINUTE_MS);
    meter.refused(401, 'no-token');
    clock.ms += 10 * MINUTE_MS;
    meter.refused(401, 'no-token');
    meter.rejected('metrics', 'bad-item', 7);
    expect(meter.snapshot().refused).toEqual([
      {
        status: 401,
        reason: 'no-token',
        total: 2,
        recent: 2,
        lastAtMs: clock.ms,
      },
    ]);
    clock.ms += 6 * MINUTE_MS;
    expect(meter.snapshot().refused[0]).toMatchObject({ total: 2, recent: 1 });
    expect(meter.snapshot().rejected[0]).toMatchObject({ total: 7, recent: 7 });
    clock.ms += 24 * 60 * MINUTE_MS;
    expect(meter.snapshot().refused[0]).toMatchObject({ total: 2, recent: 0 });
    expect(meter.snapshot().rejected[0]).toMatchObject({ total: 7, recent: 0 });
  });

  it('keeps its memory bounded whatever reasons it is given, and loses no count', () => {
    const { meter } = meterAt(0);
    for (let index = 0; index < 1_000; index += 1) {
      meter.refused(400, `reason ${index}`);
    }
    const { refused } = meter.snapshot();
    expect(refused.length).toBeLessThanOrEqual(51);
    expect(refused.reduce((sum, { total }) => sum + total, 0)).toBe(1_000);
  });

  it('tells the last delay and the 95th percentile of the latest flushes', () => {
    const { meter } = meterAt(0);
    expect(meter.snapshot().flush).toMatchObject({
      lastDelayMs: undefined,
      p95DelayMs: undefined,
    });
    meter.flushed({ rows: 1, delayMs: 99_000, durationMs: 1 });
    for (let delayMs = 1; delayMs <= 256; delayMs += 1) {
      meter.flushed({ rows: 2, delayMs, durationMs: 5 });
    }
    // The first is older than those that are kept.
    expect(meter.snapshot().flush).toMatchObject({
      flushes: { total: 257 },
      rows: { total: 513 },
      lastDelayMs: 256,
      p95DelayMs: 244,
      lastDurationMs: 5,
    });
  });
});
