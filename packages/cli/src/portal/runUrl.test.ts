import { runUrl } from './runUrl';

describe('runUrl', () => {
  it.each([
    [
      'GitHub Actions',
      {
        GITHUB_SERVER_URL: 'https://github.com',
        GITHUB_REPOSITORY: 'shop/orders',
        GITHUB_RUN_ID: '17',
      },
      'https://github.com/shop/orders/actions/runs/17',
    ],
    [
      'GitLab CI',
      { CI_JOB_URL: 'https://gitlab.com/shop/orders/-/jobs/17' },
      'https://gitlab.com/shop/orders/-/jobs/17',
    ],
    [
      'Jenkins',
      {
        JENKINS_URL: 'https://ci.example.com/',
        BUILD_URL: 'https://ci.example.com/job/orders/17/',
      },
      'https://ci.example.com/job/orders/17/',
    ],
    [
      'Azure Pipelines',
      {
        SYSTEM_COLLECTIONURI: 'https://dev.azure.com/shop/',
        SYSTEM_TEAMPROJECT: 'Order desk',
        BUILD_BUILDID: '17',
      },
      'https://dev.azure.com/shop/Order%20desk/_build/results?buildId=17',
    ],
  ])('is the run in %s', (_name, env, url) => {
    expect(runUrl(env)).toBe(url);
  });

  it('is nothing elsewhere', () => {
    expect(runUrl({ BUILD_URL: 'https://example.com/17' })).toBeUndefined();
  });
});
