/**
 * The run of a pipeline, as its CI server shows it; undefined elsewhere. From the variables that
 * GitHub Actions, GitLab CI, Jenkins and Azure Pipelines set.
 */
export function runUrl(
  env: Readonly<Record<string, string | undefined>>,
): string | undefined {
  const { GITHUB_SERVER_URL, GITHUB_REPOSITORY, GITHUB_RUN_ID } = env;
  if (GITHUB_SERVER_URL && GITHUB_REPOSITORY && GITHUB_RUN_ID) {
    return `${GITHUB_SERVER_URL}/${GITHUB_REPOSITORY}/actions/runs/${GITHUB_RUN_ID}`;
  }
  const { SYSTEM_COLLECTIONURI, SYSTEM_TEAMPROJECT, BUILD_BUILDID } = env;
  if (SYSTEM_COLLECTIONURI && SYSTEM_TEAMPROJECT && BUILD_BUILDID) {
    const collection = SYSTEM_COLLECTIONURI.replace(/\/+$/, '');
    return `${collection}/${encodeURIComponent(SYSTEM_TEAMPROJECT)}/_build/results?buildId=${BUILD_BUILDID}`;
  }
  const { CI_JOB_URL, BUILD_URL, JENKINS_URL } = env;
  // Others than Jenkins have a BUILD_URL too, and mean something else by it.
  return CI_JOB_URL || (JENKINS_URL && BUILD_URL) || undefined;
}
