import { listChanges } from './listChanges';

const said = (
  ...[older, newer, violations = []]: [
    Parameters<typeof listChanges>[0],
    Parameters<typeof listChanges>[1],
    Parameters<typeof listChanges>[2]?,
  ]
) =>
  listChanges(older, newer, violations).changes.map(
    ({ kind, oldPointer, newPointer, documentation, ...change }) => [
      kind,
      newPointer ?? oldPointer,
      documentation,
      change.violations,
    ],
  );

describe('listChanges', () => {
  it('finds nothing between the same, whatever the order of keys and of names in a list', () => {
    expect(
      said(
        { required: ['a', 'b'], type: 'object' },
        { type: 'object', required: ['b', 'a'] },
      ),
    ).toEqual([]);
  });

  it('tells what was added, removed and changed, and what is for people only', () => {
    expect(
      said(
        {
          description: 'Old',
          required: ['a'],
          properties: { a: { maxLength: 9 }, description: {} },
        },
        {
          description: 'New',
          required: ['a', 'b'],
          properties: { a: { maxLength: 5 }, b: {} },
        },
      ),
    ).toEqual([
      ['changed', '/description', true, []],
      ['added', '/required/1', false, []],
      ['changed', '/properties/a/maxLength', false, []],
      ['removed', '/properties/description', false, []],
      ['added', '/properties/b', false, []],
    ]);
  });

  it('puts each violation to the change that it is in', () => {
    expect(
      said(
        { required: [], properties: { a: { maxLength: 9 } } },
        { required: ['a'], properties: { a: { maxLength: 5 } } },
        [
          {
            oldPointer: '/properties/a/maxLength',
            newPointer: '/properties/a/maxLength',
          },
          { oldPointer: '', newPointer: '/required/0' },
        ],
      ),
    ).toEqual([
      ['added', '/required/0', false, [1]],
      ['changed', '/properties/a/maxLength', false, [0]],
    ]);
  });

  it('puts a violation to the nearest change around or under it', () => {
    const older = { a: { b: 1, c: [1] }, d: { e: 1 }, f: 1 };
    const newer = { a: { b: 2, c: [[1]] }, d: { e: 2 }, f: 2 };
    const placed = (oldPointer: string, newPointer = oldPointer) => {
      const found = said(older, newer, [{ oldPointer, newPointer }]);
      return found.filter(([, , , all]) => (all as number[]).length)[0]?.[1];
    };
    expect(placed('/a/c/0/deeper')).toBe('/a/c/0');
    expect(placed('/a')).toBe('/a/b');
    expect(placed('/d', '/nowhere')).toBe('/d/e');
    expect(placed('/a', '/d/e')).toBe('/d/e');
    expect(placed('')).toBe('/a/b');
    expect(placed('/a/nothing')).toBeUndefined();
  });

  it('lists the first of a large difference and all that break, and says how many there are', () => {
    const many = (value: number) =>
      Object.fromEntries(
        Array.from({ length: 5_000 }, (_, at) => [`p${at}`, value]),
      );
    const at = { oldPointer: '/p4000', newPointer: '/p4000' };
    const { changes, totalChanges } = listChanges(many(1), many(2), [at]);
    expect(totalChanges).toBe(5_000);
    expect(changes).toHaveLength(2_001);
    expect(changes[1_999].newPointer).toBe('/p1999');
    expect(changes[2_000]).toMatchObject({
      newPointer: '/p4000',
      violations: [0],
    });
  });

  it('says in words where it is, with what it was and is', () => {
    const titles = listChanges(
      {
        info: { version: '1.8.0' },
        parameters: [
          { name: 'a', in: 'query' },
          { name: 'b', in: 'query', required: true },
        ],
      },
      {
        info: { version: '1.8.2' },
        paths: { '/invoices': {} },
        parameters: [
          { name: 'new', in: 'query' },
          { name: 'b', in: 'query' },
          { name: 'a', in: 'query' },
        ],
      },
      [],
    ).changes.map(({ kind, title, oldPointer }) => [kind, title, oldPointer]);
    expect(titles).toEqual([
      ['changed', 'info › version: "1.8.0" → "1.8.2"', '/info/version'],
      ['removed', 'parameters › 1 › required: true', '/parameters/1/required'],
      ['added', 'parameters › 0', undefined],
      ['added', 'paths', undefined],
    ]);
  });

  it('tells of what is nested beyond measure as one change', () => {
    const nested = (leaf: number) => {
      let value: Parameters<typeof listChanges>[0] = leaf;
      for (let level = 0; level < 1_000; level += 1) {
        value = { a: value };
      }
      return value;
    };
    const [change, ...more] = listChanges(nested(1), nested(2), []).changes;
    expect([change.kind, more]).toEqual(['changed', []]);
  });
});
