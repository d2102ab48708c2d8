/**
 * Where a forge shows commits, with `{commit}` for the hash; undefined where the remote is no address of one.
 * GitHub, GitLab, Gitea and Forgejo share the path.
 *
 * @param remote - as Git has it; user and password in it are left out
 */
export function commitUrl(remote: string | undefined): string | undefined {
  const [, host, path] =
    /^(?:https?:\/\/|ssh:\/\/)(?:[^/@]*@)?([^/:]+)(?::\d+)?\/(.+?)(?:\.git)?\/?$/.exec(
      remote ?? '',
    ) ??
    /^[\w.-]+@([^/:]+):(.+?)(?:\.git)?\/?$/.exec(remote ?? '') ??
    [];
  return host && path ? `https://${host}/${path}/commit/{commit}` : undefined;
}
