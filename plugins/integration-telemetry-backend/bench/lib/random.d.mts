/** See random.mjs. */
export function createRandom(seed: number): () => number;
