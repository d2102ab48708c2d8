import { decodeText, readTextFile } from '../files/readTextFile';
import { FileChange, Repository } from '../git/Repository';
import { PlacedText } from './TextJudge';

/** Reads both sides of a change. */
export class ChangeReader {
  readonly #repository: Repository;
  readonly #range: { from: string; to: string | undefined; fromName: string };

  constructor(
    repository: Repository,
    range: { from: string; to: string | undefined; fromName: string },
  ) {
    this.#repository = repository;
    this.#range = range;
  }

  nameOf({ oldPath, newPath }: FileChange): string {
    return this.#repository.shown(newPath ?? oldPath!);
  }

  async read({
    oldPath,
    newPath,
  }: FileChange): Promise<{ older?: PlacedText; newer?: PlacedText }> {
    const { from, to, fromName } = this.#range;
    return {
      ...(oldPath && { older: await this.#at(from, oldPath, fromName) }),
      ...(newPath && { newer: await this.#newer(to, newPath) }),
    };
  }

  async #newer(to: string | undefined, path: string): Promise<PlacedText> {
    const file = this.#repository.shown(path);
    if (to) {
      const { text } = await this.#at(to, path, undefined);
      return { text, place: { file } };
    }
    const text = readTextFile(this.#repository.top, path);
    return { text, place: { file } };
  }

  async #at(
    commit: string,
    path: string,
    revision: string | undefined,
  ): Promise<PlacedText> {
    const file = this.#repository.shown(path);
    const text = decodeText(await this.#repository.read(commit, path), file);
    return { text, place: { file, revision } };
  }
}
