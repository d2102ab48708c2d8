import { listChanges } from './listChanges';

const said = (
  ...[older, newer, violations = []]: [
    Parameters<typeof listChanges>[0],
    Parameters<typeof listChanges>[1],
    Parameters<typeof listChanges>[2]?,
  ]
) =>
  listChanges(older, newer, violations).map(
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
});
