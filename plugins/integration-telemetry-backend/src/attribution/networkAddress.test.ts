import { callerAddress, withoutPort } from './networkAddress';

describe('callerAddress', () => {
  it.each([
    ['10.20.4.17', '10.20.4.17'],
    ['10.20.4.17:51234', '10.20.4.17'],
    ['::ffff:192.168.1.9', '192.168.1.9'],
    ['batch-host-7', 'batch-host-7'],
    ['batch-host-7:8080', 'batch-host-7'],
    ['fe80::1%eth0', 'fe80::1'],
    ['[fd00::7]:8080', 'fd00::7'],
  ])('keeps addresses of private networks and host names: %s', (from, kept) => {
    expect(callerAddress(from)).toBe(kept);
  });

  it.each([
    '8.8.8.8',
    '8.8.8.8:51234',
    ' 8.8.8.8 ',
    '8.8.8.8, 10.0.0.1',
    '::ffff:8.8.8.8',
    '2001:4860:4860::8888',
    '[2001:4860:4860::8888]:443',
    '2001:4860:4860::8888%eth0',
  ])('keeps no public address, which may be a person: %s', address => {
    expect(callerAddress(address)).toBe('internet');
  });
});

describe('withoutPort', () => {
  it.each([
    ['pay.example:8443', 'pay.example'],
    ['pay.example', 'pay.example'],
    ['::1', '::1'],
    ['[::1]:80', '::1'],
    ['/tmp/my.sock', '/tmp/my.sock'],
  ])('takes %s as %s', (address, host) => {
    expect(withoutPort(address)).toBe(host);
  });
});
