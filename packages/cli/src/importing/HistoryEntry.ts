/** A commit that changed a file. */
export interface HistoryEntry {
  /** Full hash. */
  commit: string;
  /** When it came to be, in ISO 8601. */
  committedAt: string;
  author: string;
  message: string;
  /** The file's name then, from the repository's top. */
  path: string;
}
