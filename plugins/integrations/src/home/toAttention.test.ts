import { testAlarm, testCause, testNewFlow } from '../shared/testAlarm';
import { testFacets, testHealth } from '../shared/testHealth';
import { toAttention } from './toAttention';

const low = (name: string) => ({
  integration: testFacets(name, { criticality: 'low' }),
});

describe('toAttention', () => {
  it('lets a cause stand for its victims', () => {
    const rows = toAttention(
      [
        testHealth('order-to-erp', 'degraded', low('order-to-erp')),
        testHealth('invoice-post', 'degraded'),
      ],
      [testCause('erp', ['order-to-erp', 'invoice-post'])],
    );
    expect(rows).toHaveLength(1);
    expect(rows[0].alarm?.subject).toBe('system:default/erp');
    expect(rows[0].victims).toHaveLength(2);
    expect(rows[0].health?.integration.name).toBe('invoice-post');
  });

  it('shows what needs somebody before there is an alarm, under the same key as after', () => {
    const needing = [testHealth('payment-authorise', 'failing')];
    const [before] = toAttention(needing, []);
    const [after] = toAttention(needing, [testAlarm('payment-authorise')]);
    expect(before.alarm).toBeUndefined();
    expect(after.alarm?.id).toBe('alarm-payment-authorise');
    expect(after.key).toBe(before.key);
  });

  it('sorts by status, then criticality, then reach', () => {
    const rows = toAttention(
      [
        testHealth('minor', 'failing', low('minor')),
        testHealth('one', 'degraded'),
        testHealth('two', 'degraded'),
        testHealth('major', 'failing'),
        testHealth('alone', 'degraded'),
      ],
      [testCause('erp', ['one', 'two'])],
    );
    expect(rows.map(row => row.alarm?.subject ?? row.key)).toEqual([
      'integration:default/major',
      'integration:default/minor',
      'system:default/erp',
      'integration:default/alone',
    ]);
  });

  it('leaves out what is well again, and what another tool says of the same', () => {
    const outside = testAlarm('payment-authorise', {
      id: 'outside',
      kind: 'external',
    });
    const rows = toAttention(
      [testHealth('payment-authorise', 'failing')],
      [
        outside,
        testAlarm('tax-quote', { wellSince: '2025-11-18T09:50:00.000Z' }),
      ],
    );
    expect(rows.map(({ key }) => key)).toEqual([
      'integration:default/payment-authorise',
    ]);
    expect(toAttention([], [outside])).toMatchObject([{ key: 'outside' }]);
  });

  it('puts what nobody declared after what is not well', () => {
    const rows = toAttention(
      [testHealth('loyalty-points', 'silent')],
      [testNewFlow('10.20.4.17')],
    );
    expect(rows.map(({ status, alarm }) => [status, alarm?.rule])).toEqual([
      ['silent', undefined],
      ['unknown', 'undeclared'],
    ]);
  });
});
