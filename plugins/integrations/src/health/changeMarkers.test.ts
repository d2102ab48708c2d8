import { Change } from '@tieline/plugin-integrations-common/telemetry';
import { toMarkers } from './changeMarkers';

const range = {
  fromMs: Date.parse('2025-11-17T10:00:00Z'),
  toMs: Date.parse('2025-11-18T10:00:00Z'),
};

function change(at: string, title: string, more: Partial<Change> = {}): Change {
  return {
    id: title,
    at,
    kind: 'deployment',
    title,
    subjects: ['component:default/web-shop'],
    ...more,
  };
}

describe('toMarkers', () => {
  it('puts two that are close together left and right of their lines', () => {
    const markers = toMarkers(
      [
        change('2025-11-18T03:33:00Z', 'web-shop deployed'),
        change('2025-11-18T03:21:00Z', 'orders 3.2.0', {
          kind: 'contract-version',
          version: '3.2.0',
        }),
      ],
      { ...range, toMs: Date.parse('2025-11-18T14:00:00Z') },
    );
    expect(markers).toMatchObject([
      { text: 'contract version 3.2.0', anchor: 'end', isDashed: false },
      { text: 'web-shop deployed', anchor: 'start', isDashed: true },
    ]);
  });

  it('leaves the text of what has no room to the list below', () => {
    const markers = toMarkers(
      ['09:00', '09:10', '09:20', '09:55'].map(time =>
        change(`2025-11-18T${time}:00Z`, time),
      ),
      range,
    );
    expect(markers.map(({ anchor }) => anchor)).toEqual([
      'end',
      undefined,
      undefined,
      undefined,
    ]);
  });

  it('leaves out what is not in the range', () => {
    expect(
      toMarkers([change('2025-11-01T00:00:00Z', 'long ago')], range),
    ).toEqual([]);
  });
});
