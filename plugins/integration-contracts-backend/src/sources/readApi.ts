import { Entity, stringifyEntityRef } from '@backstage/catalog-model';
import {
  COMPATIBILITY_MODES,
  COMPATIBILITY_POLICIES,
} from '@tieline/plugin-integrations-common';
import { ContractFormatId } from '../formats/ContractFormat';
import { SourceFacts } from '../registry/Contract';
import { formatNamed } from './formatNames';

const MODE_ANNOTATION = 'tieline.dev/compatibility-mode';
const POLICY_ANNOTATION = 'tieline.dev/compatibility-policy';

/** What of an API entity makes a contract. */
export interface ApiContract {
  /** Full reference in lower case. */
  apiRef: string;
  format: ContractFormatId;
  facts: SourceFacts;
  /** Missing where it is empty or no text. */
  definition?: string;
  sourceUrl?: string;
}

/** Undefined where the entity is of a type that makes no contract. */
export function readApi(entity: Entity): ApiContract | undefined {
  const { spec = {}, metadata, relations = [] } = entity;
  const format = formatNamed(spec.type);
  if (!format) {
    return undefined;
  }
  const annotations = metadata.annotations ?? {};
  const mode = COMPATIBILITY_MODES.find(
    known => known === annotations[MODE_ANNOTATION]?.toLocaleUpperCase('en-US'),
  );
  const policy = COMPATIBILITY_POLICIES.find(
    known =>
      known === annotations[POLICY_ANNOTATION]?.toLocaleLowerCase('en-US'),
  );
  const owner = relations.find(({ type }) => type === 'ownedBy')?.targetRef;
  const { definition } = spec;
  const source = annotations['backstage.io/source-location'] ?? '';
  return {
    apiRef: stringifyEntityRef(entity).toLocaleLowerCase('en-US'),
    format,
    facts: {
      isDeprecated: spec.lifecycle === 'deprecated',
      ...(metadata.title && { title: metadata.title }),
      ...(owner && { ownerRef: owner.toLocaleLowerCase('en-US') }),
      ...(mode && { mode }),
      ...(policy && { policy }),
    },
    ...(typeof definition === 'string' && definition.trim() && { definition }),
    ...(/^url:https?:/.test(source) && { sourceUrl: source.slice(4) }),
  };
}
