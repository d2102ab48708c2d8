import { ByteBudget } from './ByteBudget';

describe('ByteBudget', () => {
  it('takes until there is no room, and again once there is', () => {
    const budget = new ByteBudget(100);
    expect(budget.take(60)).toBe(true);
    expect(budget.take(41)).toBe(false);
    expect(budget.take(40)).toBe(true);
    budget.giveBack(60);
    expect(budget.bytes).toBe(40);
    expect(budget.take(60)).toBe(true);
  });

  it('bounds what two threads take together', () => {
    const here = new ByteBudget(100);
    const there = new ByteBudget(100, here.shareWithNext());
    expect(here.take(60)).toBe(true);
    expect(there.take(60)).toBe(false);
    expect(there.take(30)).toBe(true);
    expect(here.bytes).toBe(90);
  });

  it('forgets what a thread had that ended, and nothing of its own', () => {
    const here = new ByteBudget(100);
    here.take(10);
    new ByteBudget(100, here.shareWithNext()).take(50);
    const next = new ByteBudget(100, here.shareWithNext());
    expect(next.bytes).toBe(10);
    expect(next.take(90)).toBe(true);
  });
});
