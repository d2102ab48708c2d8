import { Exchange } from './Exchange';
import { PathItem, compareOperations } from './compareOperations';
import { METHODS } from './readOperation';

/** What happens where the client's path item has no counterpart. */
export interface UnmatchedItems {
  /** Called with the pointer of the server's item that the client has nothing for. */
  gone?: (serverPointer: string) => void;
  /** Called with the client's item that the server has nothing for. */
  removed?: (item: PathItem) => void;
}

/**
 * Compares path items that are meant for each other. How the parameters in a path are
 * called is no difference.
 */
export function comparePathItems(
  exchange: Exchange,
  client: readonly PathItem[],
  server: readonly PathItem[],
  unmatched: UnmatchedItems,
): void {
  const offered = new Map(server.map(item => [templateOf(item.path), item]));
  // An exact name goes before one that is only called differently.
  const exact = new Map(server.map(item => [item.path, item]));
  const used = new Set<PathItem>();
  for (const item of client) {
    const other = exact.get(item.path) ?? offered.get(templateOf(item.path));
    if (other) {
      used.add(other);
      for (const method of METHODS) {
        compareOperations(exchange, item, other, method);
      }
    } else {
      unmatched.removed?.(item);
    }
  }
  for (const item of server) {
    if (!used.has(item)) {
      unmatched.gone?.(item.at.pointer);
    }
  }
}

function templateOf(path: string): string {
  return path.replace(/\{[^{}]*\}/g, '{}');
}
