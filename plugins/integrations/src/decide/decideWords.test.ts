import { listWords, sourceWords, tieWords } from './decideWords';
import { testKnownProfile, testRanked } from './testDecide';

const NOW = new Date('2025-11-18T10:00:00.000Z');

describe('decideWords', () => {
  it('says of an answer who says it, and what they say where it is another', () => {
    const known = testKnownProfile({
      profile: { latencyMs: 1873.4, interaction: 'event' },
      sources: [
        { field: 'latencyMs', source: 'telemetry, 95th percentile' },
        { field: 'interaction', source: 'catalog' },
      ],
    });
    // As it is filled in: nobody asks for a part of a millisecond.
    expect(sourceWords('latencyMs', 1873, known, NOW)).toBe(
      'from telemetry, 95th percentile',
    );
    expect(sourceWords('latencyMs', 1874, known, NOW)).toBe(
      'your answer; telemetry, 95th percentile says 1.9\u00a0s',
    );
    expect(sourceWords('interaction', undefined, known, NOW)).toBe(
      'not answered; catalog says event',
    );
    expect(sourceWords('ordering', 'total', known, NOW)).toBe('your answer');
    expect(sourceWords('ordering', undefined, known, NOW)).toBeUndefined();
    expect(sourceWords('ordering', 'total', undefined, NOW)).toBeUndefined();
  });

  it('says of near equals which is the simpler, from either side', () => {
    const ranked = [
      testRanked('point-to-point', 1, { nearTieWith: 'api-gateway' }),
      testRanked('api-gateway', 2, { nearTieWith: 'point-to-point' }),
      testRanked('ipaas', 3),
    ];
    expect(ranked.map(one => tieWords(one, ranked))).toEqual([
      'near tie with api-gateway: this is the simpler, so it comes first',
      'near tie with point-to-point: that is the simpler, so it comes first',
      undefined,
    ]);
  });

  it('lists as people do', () => {
    expect(listWords([])).toBe('');
    expect(listWords(['a'])).toBe('a');
    expect(listWords(['a', 'b', 'c'])).toBe('a, b and c');
  });
});
