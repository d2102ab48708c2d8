import { pipelineUrl } from './pipelineUrl';

describe('pipelineUrl', () => {
  it('is the commit in GitHub Actions and in GitLab CI, and nothing elsewhere', () => {
    expect(
      pipelineUrl({
        GITHUB_SERVER_URL: 'https://github.com',
        GITHUB_REPOSITORY: 'shop/orders',
        GITHUB_SHA: 'abc',
      }),
    ).toBe('https://github.com/shop/orders/commit/abc');
    expect(
      pipelineUrl({
        CI_PROJECT_URL: 'https://gitlab.com/shop/orders',
        CI_COMMIT_SHA: 'abc',
      }),
    ).toBe('https://gitlab.com/shop/orders/-/commit/abc');
    expect(pipelineUrl({})).toBeUndefined();
  });
});
