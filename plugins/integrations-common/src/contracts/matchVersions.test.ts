import { matchVersions } from './matchVersions';

describe('matchVersions', () => {
  it.each<[string, string[], string[]]>([
    ['1.9.4', ['2.0.0', '1.9.4', '1.9.3'], ['1.9.4']],
    ['v1.9.4', ['2.0.0', '1.9.4', '1.9.3'], ['1.9.4']],
    // No more is said than the line.
    ['v1', ['2.0.0', '1.9.4', '1.9.3'], ['1.9.4', '1.9.3']],
    ['1.9', ['1.10.0', '1.9.4'], ['1.9.4']],
    ['1', ['10.0.0', '11'], []],
    ['2024-01', ['2026-01', '2024-01'], ['2024-01']],
    ['v1', ['v1', '1.0.0'], ['v1']],
    ['V2', ['2'], ['2']],
    ['3', [], []],
  ])('reads %s among %j as %j', (observed, registered, expected) => {
    expect(matchVersions(observed, registered)).toEqual(expected);
  });
});
