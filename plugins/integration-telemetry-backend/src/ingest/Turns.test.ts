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
});
