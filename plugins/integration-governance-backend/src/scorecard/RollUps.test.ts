import { Checklist } from '../checklist/Checklist';
import { Surroundings } from '../evidence/Surroundings';
import { group } from '../__testUtils__/landscape';
import { GroupedTally } from './groupIntegrations';
import { RollUps } from './RollUps';

const tallyOf = (owner: string): GroupedTally => ({
  key: owner === 'none' ? owner : `group:default/${owner}`,
  criticality: 'high',
  states: new Map([['inventory', 'yes']]),
  count: 1,
});

/** A holding with one company in it, which has departments with teams. */
const around = (...more: Parameters<typeof group>[]) =>
  new Surroundings([
    group('holding'),
    group('company', { parent: 'holding' }),
    group('sales', { parent: 'company' }),
    group('shop', { parent: 'sales' }),
    group('tills', { parent: 'sales' }),
    group('plant', { parent: 'company' }),
    ...more.map(one => group(...one)),
  ]);

describe('roll-ups', () => {
  let checklist: Checklist;
  let rollUps: RollUps;

  const treeOf = (tallies: GroupedTally[], surroundings = around()) =>
    rollUps
      .groupsOf(tallies, 'team', checklist, surroundings)
      .map(
        ({ key, depth, childGroups, integrations }) =>
          `${depth} ${key.replace('group:default/', '')} ${childGroups} ${integrations}`,
      );

  beforeEach(async () => {
    checklist = await Checklist.readShipped();
    rollUps = new RollUps();
  });

  it('leave out each group that holds all others, however deep', () => {
    expect(
      treeOf([tallyOf('shop'), tallyOf('tills'), tallyOf('plant')]),
    ).toEqual(['0 sales 2 2', '1 shop 0 1', '1 tills 0 1', '0 plant 0 1']);
    expect(treeOf([tallyOf('shop'), tallyOf('tills')])).toEqual([
      '0 shop 0 1',
      '0 tills 0 1',
    ]);
    expect(treeOf([tallyOf('shop'), tallyOf('none')])).toEqual([
      '0 shop 0 1',
      '0 none 0 1',
    ]);
  });

  it('keep one above all others that owns something, and one beside which another stands', () => {
    expect(treeOf([tallyOf('company'), tallyOf('plant')])).toEqual([
      '0 company 1 2',
      '1 plant 0 1',
    ]);
    expect(
      treeOf([tallyOf('plant'), tallyOf('partner')], around(['partner'])),
    ).toEqual([
      '0 holding 1 1',
      '1 company 1 1',
      '2 plant 0 1',
      '0 partner 0 1',
    ]);
  });

  it('are made once of the same tallies, and anew by another checklist or in other surroundings', () => {
    const tallies = [tallyOf('shop'), tallyOf('plant')];
    const here = around();
    const read = (surroundings = here) =>
      rollUps.groupsOf(tallies, 'team', checklist, surroundings);
    const groups = read();
    const total = rollUps.totalOf(tallies, checklist);
    expect(groups[0].answers).toHaveLength(8);
    expect(read()).toBe(groups);
    expect(rollUps.totalOf(tallies, checklist)).toBe(total);
    expect(rollUps.groupsOf([...tallies], 'team', checklist, here)).not.toBe(
      groups,
    );

    const moved = read(around(['shop', { parent: 'plant' }]));
    expect(moved.map(({ key }) => key)).toEqual([
      'group:default/plant',
      'group:default/shop',
    ]);

    checklist = { questionIds: ['inventory'] } as Checklist;
    expect(read()[0].answers).toHaveLength(1);
    expect(rollUps.totalOf(tallies, checklist).answers).toHaveLength(1);
  });
});
