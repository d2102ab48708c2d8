import { dropSecondReports } from './dropSecondReports';
import { MeasuredFlow } from './FlowStore';

function report(id: string, values: Partial<MeasuredFlow>): MeasuredFlow {
  return {
    id,
    environment: 'production',
    side: 'caller',
    source_name: 'shop',
    source_service: 'shop',
    source_namespace: null,
    source_address: null,
    target_name: 'erp.example.com',
    target_service: null,
    target_namespace: null,
    target_address: null,
    protocol: 'http',
    destination: '',
    declared_ms: null,
    first_seen_ms: 1_000,
    last_seen_ms: 9_000,
    calls: 10,
    failed: 0,
    ...values,
  };
}

describe('dropSecondReports', () => {
  it('keeps since when a flow is known where traces came later than metrics', () => {
    const kept = dropSecondReports([
      report('metrics', {}),
      report('spans', { destination: '/orders', first_seen_ms: 5_000 }),
      report('other', { source_name: 'basket', first_seen_ms: 6_000 }),
    ]);
    expect(kept.map(flow => [flow.id, flow.known_since_ms])).toEqual([
      ['spans', 1_000],
      ['other', undefined],
    ]);
  });
});
