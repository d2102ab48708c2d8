import {
  CompatibilityMode,
  CompatibilityPolicy,
} from '@tieline/plugin-integrations-common';
import {
  ContractId,
  ContractSettings,
  ContractVersion,
  VerdictState,
} from '@tieline/plugin-integrations-common/contracts';
import { ContractFormatId } from '../formats/ContractFormat';
import { StoredNumber } from '../database';

/** What a source or the latest text says of a contract. */
export interface SourceFacts {
  title?: string;
  ownerRef?: string;
  mode?: CompatibilityMode;
  policy?: CompatibilityPolicy;
  isDeprecated?: boolean;
}

/** How contracts are judged of which nobody said it. */
export interface Defaults {
  mode: CompatibilityMode;
  policy: CompatibilityPolicy;
}

/** A row of `contracts`. */
export interface ContractRow {
  id: number;
  registry: string;
  subject: string;
  title: string | null;
  format: ContractFormatId | null;
  owner_ref: string | null;
  api_ref: string | null;
  mode: CompatibilityMode;
  policy: CompatibilityPolicy;
  latest_number: number;
  settings: string;
  source_facts: string;
  problem: string | null;
  last_refused_at_ms: StoredNumber | null;
  search_text: string;
}

/** A row of `contract_versions`, with the digest of its content. */
export interface VersionRow {
  id: number;
  contract_id: number;
  number: number;
  version: string;
  content_id: number;
  digest: string;
  format: ContractFormatId;
  state: 'active' | 'deprecated' | 'retired';
  published_at_ms: StoredNumber;
  recorded_at_ms: StoredNumber;
  published_by: string | null;
  source: ContractVersion['source'];
  source_url: string | null;
  changelog: string | null;
  deprecated_at_ms: StoredNumber | null;
  sunset_at_ms: StoredNumber | null;
  replacement: string | null;
  verdict_state: VerdictState;
  breaking: number;
  verdict: string;
  guarantees: string | null;
  override_reason: string | null;
  override_by: string | null;
}

/** A contract as the registry knows it. */
export interface StoredContract extends ContractId {
  id: number;
  row: ContractRow;
  settings: ContractSettings;
  sourceFacts: SourceFacts;
}
