import {
  ANNOTATION_LOCATION,
  ANNOTATION_SOURCE_LOCATION,
  Entity,
  parseLocationRef,
} from '@backstage/catalog-model';
import { ScmIntegrationRegistry } from '@backstage/integration';
import parseGitUrl from 'git-url-parse';

/** Where a file is, or why it is not fetched, with the way out. */
export type FileLocation = { url: string } | { problem: string };

const MAX_URL_LENGTH = 2_000;

/**
 * Finds out where the files are that entities name.
 *
 * A path is relative to the entity's source location, else to the file that
 * the entity was read from, as `$text` placeholders are. And as for these a
 * file that is read with the portal's credentials has to be in the repository
 * of the entity: who writes one could read every other repository otherwise.
 */
export class FileLocator {
  readonly #integrations: ScmIntegrationRegistry;

  constructor(options: { integrations: ScmIntegrationRegistry }) {
    this.#integrations = options.integrations;
  }

  /** @param name - the path or address that the entity has */
  locate(entity: Entity, name: string): FileLocation {
    const source = locationOf(entity, ANNOTATION_SOURCE_LOCATION);
    const readFrom = locationOf(entity, ANNOTATION_LOCATION);
    // An author may write a source location; where the entity was read from only the catalog says.
    const home = readFrom ?? source;
    const base =
      source && home && this.#isSameRepository(source, home) ? source : home;
    const url = this.#resolve(name, base);
    if (!url) {
      return {
        problem: `${name} is a path, and the entity was not read from an address that it could be relative to. Name the file by its whole address, give the entity the annotation ${ANNOTATION_SOURCE_LOCATION}, or publish the contract from a pipeline.`,
      };
    }
    if (!isFetchable(url)) {
      return {
        problem: `${name} is no address that can be fetched. Name it by a path, or by an address with http or https, without credentials and encoded slashes.`,
      };
    }
    if (url.href.length > MAX_URL_LENGTH) {
      return {
        problem: `The address of ${name.slice(0, 100)}… is longer than ${MAX_URL_LENGTH} characters. Put the file elsewhere.`,
      };
    }
    if (
      this.#integrations.byUrl(url) &&
      !(home && isInRepositoryOf(url.href, home))
    ) {
      return {
        problem: `${name} is not in the repository that the entity was read from, and only there it may be fetched with the portal’s credentials. Put it beside the entity, declare it as an API entity in its own repository, or publish the contract from a pipeline.`,
      };
    }
    return { url: url.href };
  }

  #resolve(name: string, base: string | undefined): URL | undefined {
    try {
      return new URL(name);
    } catch {
      // A path.
    }
    try {
      return base === undefined
        ? undefined
        : new URL(this.#integrations.resolveUrl({ url: name, base }));
    } catch {
      return undefined;
    }
  }

  #isSameRepository(source: string, home: string): boolean {
    return !this.#integrations.byUrl(source) || isInRepositoryOf(source, home);
  }
}

/** An encoded slash or dot could mean another path to who serves the file than to us. */
function isFetchable(url: URL): boolean {
  return (
    /^https?:$/.test(url.protocol) &&
    !url.username &&
    !url.password &&
    !/%2f|%5c|%2e/i.test(url.pathname)
  );
}

/** The address in an annotation; undefined for what is on a disk, or no location. */
function locationOf(entity: Entity, annotation: string): string | undefined {
  try {
    const { type, target } = parseLocationRef(
      entity.metadata.annotations?.[annotation] ?? '',
    );
    return type === 'url' ? target : undefined;
  } catch {
    return undefined;
  }
}

function isInRepositoryOf(url: string, home: string): boolean {
  try {
    const [one, other] = [parseGitUrl(url), parseGitUrl(home)];
    return (
      Boolean(one.owner && one.name) &&
      one.resource === other.resource &&
      one.full_name === other.full_name
    );
  } catch {
    return false;
  }
}
