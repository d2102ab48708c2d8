import { Turns } from './Turns';

describe('turns', () => {
  it('let whatever else waits come in between two that arrived together', async () => {
    const turns = new Turns();
    const order: string[] = [];
    const bodies = ['first', 'second', 'third'].map(async name => {
      await turns.next();
      order.push(name);
      // What a page would wait for: the next turn of the event loop.
      setImmediate(() => order.push(`after ${name}`));
    });
    expect(turns.waiting).toBe(3);
    await Promise.all(bodies);
    await new Promise(resolve => setImmediate(resolve));
    expect(order).toEqual([
      'first',
      'second',
      'after first',
      'third',
      'after second',
      'after third',
    ]);
    expect(turns.waiting).toBe(0);
  });

  it('begin anew after a pause', async () => {
    const turns = new Turns();
    await turns.next();
    await new Promise(resolve => setImmediate(resolve));
    await turns.next();
    expect(turns.waiting).toBe(0);
  });

  describe('while people wait for answers', () => {
    let turns: Turns;
    let taken: number;

    beforeEach(() => {
      jest.useFakeTimers();
      turns = new Turns(Date.now);
      taken = 0;
      Array.from({ length: 3 }, send);
    });

    /** One body after another, each as soon as the one before is taken. */
    async function send(): Promise<void> {
      for (;;) {
        await turns.next();
        taken += 1;
        await new Promise(resolve => setTimeout(resolve, 1));
      }
    }

    afterEach(() => jest.useRealTimers());

    /** How many bodies were taken meanwhile. */
    async function takenIn(milliseconds: number): Promise<number> {
      const before = taken;
      await jest.advanceTimersByTimeAsync(milliseconds);
      return taken - before;
    }

    it('hold bodies up, until all have theirs', async () => {
      const first = turns.giveWay();
      const second = turns.giveWay();
      expect(await takenIn(40)).toBe(0);
      first();
      first();
      expect(await takenIn(40)).toBe(0);
      second();
      expect(await takenIn(1)).toBeGreaterThan(0);
    });

    it('give bodies half of the time, however long somebody waits', async () => {
      turns.giveWay();
      expect(await takenIn(99)).toBe(0);
      expect(await takenIn(99)).toBeGreaterThan(0);
      await takenIn(10);
      expect(await takenIn(80)).toBe(0);
      expect(await takenIn(100)).toBeGreaterThan(0);
    });

    it('hold up other work as well, for a tenth of a second', async () => {
      let isClear = false;
      const look = () =>
        turns.afterPeople().then(() => {
          isClear = true;
        });
      const over = turns.giveWay();
      look();
      await takenIn(50);
      expect(isClear).toBe(false);
      over();
      await takenIn(0);
      expect(isClear).toBe(true);
      turns.giveWay();
      isClear = false;
      look();
      await takenIn(99);
      expect(isClear).toBe(false);
      await takenIn(2);
      expect(isClear).toBe(true);
    });

    it('go on all the time once somebody has not finished within a second', async () => {
      turns.giveWay();
      await takenIn(1_000);
      const undisturbed = await takenIn(1_000);
      turns.giveWay();
      expect(await takenIn(1_000)).toBeLessThan(0.6 * undisturbed);
    });
  });
});
