import { GroupCommit } from './GroupCommit';
import { SeriesBatch } from './SeriesBatch';

function batchOf(service: string): SeriesBatch {
  const batch = new SeriesBatch();
  batch.addService({ name: service, namespace: '', environment: 'e' }, 1);
  return batch;
}

const namesOf = (batch: SeriesBatch) =>
  [...batch.services.values()].map(({ name }) => name);

describe('GroupCommit', () => {
  it('writes what waits together, and answers only after the write', async () => {
    const written: string[][] = [];
    let finish = () => {};
    const commits = new GroupCommit(async batch => {
      written.push(namesOf(batch));
      await new Promise<void>(resolve => {
        finish = resolve;
      });
    });
    const answered: string[] = [];
    const send = async (name: string) => {
      await commits.commit(batchOf(name));
      answered.push(name);
    };
    const first = [send('a'), send('b')];
    await new Promise(setImmediate);
    const second = send('c');
    expect(written).toEqual([['a', 'b']]);
    expect(answered).toEqual([]);
    finish();
    await Promise.all(first);
    expect(written).toEqual([['a', 'b'], ['c']]);
    expect(answered).toEqual(['a', 'b']);
    finish();
    await second;
    await commits.idle();
    expect(answered).toEqual(['a', 'b', 'c']);
  });

  it('tells everybody whose write failed, and goes on', async () => {
    let fails = true;
    const commits = new GroupCommit(async () => {
      if (fails) {
        throw new Error('disk full');
      }
    });
    const sent = [commits.commit(batchOf('a')), commits.commit(batchOf('b'))];
    const results = await Promise.allSettled(sent);
    expect(results.map(({ status }) => status)).toEqual([
      'rejected',
      'rejected',
    ]);
    fails = false;
    await expect(commits.commit(batchOf('c'))).resolves.toBeUndefined();
  });
});
