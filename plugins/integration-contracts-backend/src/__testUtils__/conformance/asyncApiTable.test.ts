import { Json } from '../../text/Json';
import { TableRow, coverTable } from './asyncApiTable';

const document = (channel: Json, rest: Record<string, Json> = {}): Json => ({
  asyncapi: '2.6.0',
  channels: { orders: channel },
  ...rest,
});
const change = (old: Json, next: Json, breaks: boolean) => ({
  ...{ name: 'a change', rule: undefined, breaks },
  ...{ old, new: next },
});
const row = (
  action: TableRow['action'],
  path: string,
  expected: string,
): TableRow => ({ path, action, expected });

describe('A table of paths and actions', () => {
  it('has a case where a path changes in its way, and is an edit of all around it', () => {
    const { rules, shown } = coverTable(
      [
        row('add', '/channels/*/publish', 'non-breaking'),
        row('remove', '/channels/*/publish', 'breaking'),
        row('edit', '/channels/*', 'breaking'),
        row('edit', '/channels', 'breaking'),
        row('edit', '/servers', 'breaking'),
      ],
      [change(document({}), document({ publish: {} }), false)],
    );
    expect(rules).toHaveLength(5);
    expect([...shown]).toEqual([
      'non-breaking add of /channels/*/publish',
      'breaking edit of /channels/*',
      'breaking edit of /channels',
    ]);
  });

  it('counts rows of several versions that say the same once, and those that differ apart', () => {
    const path = '/channels/*/description';
    const { rules } = coverTable(
      [
        row('add', path, 'non-breaking'),
        row('add', path, 'non-breaking'),
        row('add', path, 'breaking'),
      ],
      [],
    );
    expect(rules).toEqual([
      `non-breaking add of ${path}`,
      `breaking add of ${path}`,
    ]);
  });

  it('follows references, and finds traits whether or not a row counts them', () => {
    const traits = { traits: [{ $ref: '#/components/common' }] };
    const common = (description: string) => ({
      components: { common: { description } },
    });
    const { shown } = coverTable(
      [
        row('edit', '/channels/*/traits/description', 'non-breaking'),
        row('edit', '/channels/*/traits/*/description', 'non-breaking'),
      ],
      [
        change(
          document(traits, common('One')),
          document(traits, common('Other')),
          false,
        ),
      ],
    );
    expect(shown.size).toBe(2);
  });

  it('tells what all cases judge otherwise that change nothing else', () => {
    const path = '/channels/*/description';
    const rows = [row('edit', path, 'breaking')];
    const [one, other] = [{ description: 'a' }, { description: 'b' }];
    const alone = change(document(one), document(other), false);
    const amongOthers = change(
      document(one),
      document(other, { id: 'urn:b' }),
      false,
    );
    expect(coverTable(rows, [alone]).otherwise).toEqual([
      `breaking edit of ${path}`,
    ]);
    expect(coverTable(rows, [amongOthers]).otherwise).toEqual([]);
    expect(
      coverTable(rows, [alone, { ...alone, breaks: true }]).otherwise,
    ).toEqual([]);
  });
});
