import { readFileSync } from 'node:fs';
import { relative } from 'node:path';
import { fileURLToPath } from 'node:url';

/**
 * The functions that a profile of V8's was longest in itself, one line each. What is built in tells little by itself: it
 * is told with the first function of a file that called it.
 */
export function describeProfile(file, root, count = 40) {
  const { nodes, samples, timeDeltas } = JSON.parse(readFileSync(file, 'utf8'));
  const byId = new Map(nodes.map(node => [node.id, node]));
  const parents = new Map(
    nodes.flatMap(({ id, children = [] }) =>
      children.map(child => [child, id]),
    ),
  );
  const nameOf = id => {
    const { functionName, url, lineNumber } = byId.get(id).callFrame;
    const name = functionName || '(anonymous)';
    if (url) {
      const place = url.startsWith('file:')
        ? relative(root, fileURLToPath(url))
        : url;
      return `${name}  ${place}:${lineNumber + 1}`;
    }
    const parent = parents.get(id);
    return parent === undefined || name.startsWith('(')
      ? name
      : `${name} ← ${nameOf(parent)}`;
  };

  const selfMicros = new Map();
  let totalMicros = 0;
  samples.forEach((id, at) => {
    const name = nameOf(id);
    selfMicros.set(name, (selfMicros.get(name) ?? 0) + timeDeltas[at]);
    totalMicros += timeDeltas[at];
  });
  const toLine = ([name, micros]) =>
    `${((micros / totalMicros) * 100).toFixed(1).padStart(6)} %  ${name}`;
  return [...selfMicros]
    .sort(([, left], [, right]) => right - left)
    .slice(0, count)
    .map(toLine)
    .join('\n');
}
