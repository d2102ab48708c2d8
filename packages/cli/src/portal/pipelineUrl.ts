/**
 * The commit that a pipeline works on, as its forge shows it; undefined elsewhere. From the variables
 * that GitHub Actions and GitLab CI set.
 */
export function pipelineUrl(
  env: Readonly<Record<string, string | undefined>>,
): string | undefined {
  const {
    GITHUB_SERVER_URL,
    GITHUB_REPOSITORY,
    GITHUB_SHA,
    CI_PROJECT_URL,
    CI_COMMIT_SHA,
  } = env;
  if (GITHUB_SERVER_URL && GITHUB_REPOSITORY && GITHUB_SHA) {
    return `${GITHUB_SERVER_URL}/${GITHUB_REPOSITORY}/commit/${GITHUB_SHA}`;
  }
  return CI_PROJECT_URL && CI_COMMIT_SHA
    ? `${CI_PROJECT_URL}/-/commit/${CI_COMMIT_SHA}`
    : undefined;
}
