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

describe('listChanges of what is referred to', () => {
  const status = { enum: ['booked', 'shipped'] };
  const written = {
    properties: { status, before: { type: 'string' } },
  };

  it('finds nothing where something is only written in another place', () => {
    const referred = {
      properties: {
        status: { $ref: '#/$defs/status' },
        before: { $ref: '#/$defs/text' },
      },
      $defs: {
        status,
        text: { $ref: '#/$defs/string' },
        string: { type: 'string' },
      },
    };
    expect(said(written, referred)).toEqual([]);
    expect(said(referred, written)).toEqual([]);
    expect(
      said(
        {
          components: { schemas: { A: status } },
          a: { $ref: '#/components/schemas/A' },
        },
        {
          components: { schemas: { B: status } },
          a: { $ref: '#/components/schemas/B' },
        },
      ),
    ).toEqual([]);
  });

  it('tells of a change where it counts, and points to where it is written', () => {
    const { changes } = listChanges(
      written,
      {
        properties: {
          status: { $ref: '#/$defs/a~1b' },
          before: { type: 'string' },
        },
        $defs: { 'a/b': { enum: ['booked', 'shipped', 'lost'] } },
      },
      [
        {
          oldPointer: '/properties/status/enum',
          newPointer: '/$defs/a~1b/enum/2',
        },
      ],
    );
    expect(changes).toEqual([
      {
        kind: 'added',
        title: 'properties › status › enum › 2: "lost"',
        documentation: false,
        newPointer: '/$defs/a~1b/enum/2',
        violations: [0],
      },
    ]);
  });

  it('tells once of a definition with another name, also where it is recursive', () => {
    const tree = (name: string, maxItems: number) => ({
      properties: {
        left: { $ref: `#/$defs/${name}` },
        right: { $ref: `#/$defs/${name}` },
      },
      $defs: {
        [name]: {
          properties: {
            children: { items: { $ref: `#/$defs/${name}` }, maxItems },
          },
        },
      },
    });
    expect(said(tree('node', 2), tree('branch', 3))).toEqual([
      ['changed', '/$defs/branch/properties/children/maxItems', false, []],
    ]);
    expect(said(tree('node', 2), tree('node', 3))).toEqual([
      ['changed', '/$defs/node/properties/children/maxItems', false, []],
    ]);
  });

  it('tells of definitions that nothing refers to, and of references that lead nowhere', () => {
    expect(
      said(
        { definitions: {} },
        {
          definitions: { unused: {}, used: {} },
          items: { $ref: '#/definitions/used' },
        },
      ),
    ).toEqual([
      ['added', '/definitions/unused', false, []],
      ['added', '/items', false, []],
    ]);
    expect(said({ $defs: { a: {} } }, {})).toEqual([
      ['removed', '/$defs/a', false, []],
    ]);
    expect(
      said({ items: { $ref: '#/nowhere' } }, { items: { $ref: '#/else%' } }),
    ).toEqual([['changed', '/items/$ref', false, []]]);
    expect(said({ items: { $ref: '#/items' } }, { items: {} })).toEqual([
      ['removed', '/items/$ref', false, []],
    ]);
  });

  it('takes a property that is called as definitions are for what it is', () => {
    const used = { $ref: '#/properties/definitions' };
    expect(
      said(
        { properties: { a: used } },
        { properties: { a: used, definitions: { type: 'object' } } },
      ),
    ).toEqual([['added', '/properties/definitions', false, []]]);
  });
});
