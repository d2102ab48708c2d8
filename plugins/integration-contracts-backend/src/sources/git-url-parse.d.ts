/** The package has no types of its own; this is what is used of it. */
declare module 'git-url-parse' {
  export default function parseGitUrl(url: string): {
    /** The host. */
    resource: string;
    owner: string;
    name: string;
    /** Owner and name, with all that is around them. */
    full_name: string;
  };
}
