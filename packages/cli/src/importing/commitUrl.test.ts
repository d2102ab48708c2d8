import { commitUrl } from './commitUrl';

describe('commitUrl', () => {
  it.each([
    ['https://github.com/shop/orders.git', 'github.com/shop/orders'],
    ['https://user:token@git.example.com/a/b/c', 'git.example.com/a/b/c'],
    ['git@gitlab.com:shop/sub/orders.git', 'gitlab.com/shop/sub/orders'],
    ['ssh://git@git.example.com:2222/a/b.git', 'git.example.com/a/b'],
  ])('of %s is at %s, without user and password', (remote, place) => {
    expect(commitUrl(remote)).toBe(`https://${place}/commit/{commit}`);
  });

  it.each([[undefined], ['/srv/git/orders.git'], ['../orders']])(
    'is not known of %s',
    remote => expect(commitUrl(remote)).toBeUndefined(),
  );
});
