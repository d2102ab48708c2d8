import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import { root } from './paths.mjs';
import { readStartOptions } from './startOptions.mjs';

test('npm start without options runs the demo on port 7007 with its data in the checkout', () => {
  assert.deepEqual(readStartOptions([], {}), {
    help: false,
    empty: false,
    production: false,
    port: 7007,
    dataDirectory: join(root, '.data'),
  });
});

test('port and data directory can be chosen, in either spelling', () => {
  assert.equal(readStartOptions(['--port', '7117'], {}).port, 7117);
  assert.equal(readStartOptions(['--port=7117'], {}).port, 7117);
  const environment = { TIELINE_DATA_DIR: '/srv/tieline' };
  assert.equal(readStartOptions([], environment).dataDirectory, '/srv/tieline');
});

test('what is no port is refused with an example of one', () => {
  for (const port of ['0', '65536', 'http', '-1', '7e3', '']) {
    assert.throws(() => readStartOptions(['--port', port], {}), {
      message: /--port takes a number from 1 to 65535/,
    });
  }
  assert.throws(() => readStartOptions(['--port'], {}), { message: /nothing/ });
});

test('an unknown option is named', () => {
  assert.throws(() => readStartOptions(['--prot', '7117'], {}), {
    message: 'There is no option --prot.',
  });
});
