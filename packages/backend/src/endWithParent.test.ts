import { PassThrough } from 'stream';
import { endWithParent } from './endWithParent';

describe('endWithParent', () => {
  it('ends when the parent’s end of the pipe is closed, and not before', async () => {
    const pipe = new PassThrough();
    const end = jest.fn();
    endWithParent(pipe, end);

    pipe.write('anything');
    await new Promise(resolve => setImmediate(resolve));
    expect(end).not.toHaveBeenCalled();

    pipe.end();
    await new Promise(resolve => pipe.once('close', resolve));
    expect(end).toHaveBeenCalledTimes(1);
  });
});
