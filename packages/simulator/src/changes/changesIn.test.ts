import { parseScenario } from '../scenario/readScenario';
import { Landscape } from '../traffic/Landscape';
import { changesIn } from './changesIn';

describe('changesIn', () => {
  it('tells of what changed within a period, once, by the scenario’s clock', () => {
    const anchorMs = Date.parse('2026-11-18T09:53:00Z');
    const landscape = new Landscape(
      parseScenario({
        name: 'demo',
        seed: 'x',
        changes: [
          {
            name: 'orders-3-2',
            at: '-392m',
            kind: 'contract-version',
            title: 'Contract 3.2.0 of order-events',
            version: '3.2.0',
            subjects: ['integration:default/order-events'],
          },
        ],
      }),
      anchorMs,
    );
    const hour = 3_600_000;
    const found = (fromMs: number, toMs: number) =>
      changesIn(landscape, {
        fromMs: anchorMs + fromMs,
        toMs: anchorMs + toMs,
      });
    expect(found(-8 * hour, 0)).toEqual([
      {
        id: `demo-orders-3-2-${anchorMs}`,
        at: '2026-11-18T03:21:00.000Z',
        kind: 'contract-version',
        title: 'Contract 3.2.0 of order-events',
        version: '3.2.0',
        subjects: ['integration:default/order-events'],
      },
    ]);
    expect(found(-6 * hour, 0)).toEqual([]);
    expect(found(-8 * hour, -392 * 60_000)).toEqual([]);
  });
});
