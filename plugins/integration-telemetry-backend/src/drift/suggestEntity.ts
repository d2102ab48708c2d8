import { Pattern } from '@tieline/plugin-integrations-common';
import { DriftItem } from '@tieline/plugin-integrations-common/telemetry';
import { Document, isScalar } from 'yaml';
import { Matcher } from '../attribution/AttributionIndex';
import { isMessaging } from './isMessaging';

/** A name that the catalog takes: letters, digits and dashes, at most 63. */
export function toName(...parts: string[]): string {
  return (
    parts
      .join('-')
      .toLocaleLowerCase('en-US')
      .replace(/[^a-z0-9]+/g, '-')
      .replace(/^-+|-+$/g, '')
      .slice(0, 63)
      .replace(/-+$/, '') || 'integration'
  );
}

const FILE_PROTOCOLS = new Set(['sftp', 'ftp', 'ftps', 'smb', 'nfs', 'file']);

function patternOf(protocol: string): Pattern {
  if (isMessaging(protocol)) {
    return 'event-driven';
  }
  return FILE_PROTOCOLS.has(protocol) ? 'batch-file' : 'point-to-point';
}

function roleOf(item: DriftItem): string {
  const { protocol = '', target } = item;
  if (isMessaging(protocol)) {
    // A topic that nobody is seen to read is its own target.
    return target?.service ? 'subscribe' : 'publish';
  }
  return FILE_PROTOCOLS.has(protocol) ? 'transfer' : 'call';
}

/** Who looks after one end, and how that is known. */
export interface OwnerGuess {
  ownerRef: string;
  because: string;
}

/**
 * YAML of an Integration that would declare an observed flow. What nobody said
 * stands there as a guess, with a comment that says so.
 *
 * @returns also the guesses, in words
 */
export function suggestEntity(
  item: DriftItem,
  matchers: Matcher[],
  owner: OwnerGuess | undefined,
): { yaml: string; guesses: string[] } {
  const { source, target, protocol = '', destination } = item;
  const pattern = patternOf(protocol);
  const endOf = (end: DriftItem['source']) =>
    end?.entityRef ?? `system:default/${toName(end?.name ?? 'unknown')}`;
  const entity = {
    apiVersion: 'tieline.dev/v1alpha1',
    kind: 'Integration',
    metadata: {
      name: toName(source?.name ?? 'unknown', 'to', target?.name ?? 'unknown'),
      description: item.headline,
    },
    spec: {
      type: pattern,
      lifecycle: 'production',
      ...(owner && { owner: owner.ownerRef }),
      source: endOf(source),
      targets: [endOf(target)],
      endpoints: [
        {
          name: toName(destination || target?.name || 'endpoint'),
          protocol: protocol || 'unknown',
          address: addressOf(item),
          role: roleOf(item),
          environment: item.environment,
        },
      ],
      telemetry: { environment: item.environment, matchers },
    },
  };
  const document = new Document(entity);
  const guesses: string[] = [];
  const mark = (path: Array<string | number>, guess: string) => {
    const node = document.getIn(path, true);
    if (isScalar(node)) {
      node.comment = ` A guess: ${oneLine(guess)}`;
    }
    guesses.push(`${path.join('.')}: ${oneLine(guess)}`);
  };
  mark(['spec', 'type'], `from the protocol ${protocol || 'unknown'}`);
  if (owner) {
    mark(['spec', 'owner'], owner.because);
  } else {
    guesses.push('spec.owner: nobody is known who could own it; add who does');
  }
  if (!source?.entityRef) {
    mark(
      ['spec', 'source'],
      `nothing in the catalog is the service ${source?.name}; name what it belongs to`,
    );
  }
  if (!target?.entityRef) {
    mark(
      ['spec', 'targets', 0],
      `nothing in the catalog is the service ${target?.name}; name what it belongs to`,
    );
  }
  return { yaml: document.toString({ lineWidth: 0 }), guesses };
}

function addressOf(item: DriftItem): string {
  const { protocol = '', target, destination } = item;
  return (
    (isMessaging(protocol) && destination) ||
    target?.address ||
    target?.name ||
    'unknown'
  );
}

/** A comment ends with its line: what telemetry calls itself must not begin another. */
function oneLine(text: string): string {
  return text.replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ');
}
