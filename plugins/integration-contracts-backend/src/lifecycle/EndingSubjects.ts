import { InputError, NotFoundError } from '@backstage/errors';
import { Criticality } from '@tieline/plugin-integrations-common';
import {
  EndingPlan,
  EndingSubject,
  stringifyContractId,
} from '@tieline/plugin-integrations-common/contracts';
import {
  IntegrationProjection,
  ProjectedIntegration,
} from '@tieline/plugin-integrations-node';
import { Knex } from 'knex';
import { contractIdOf } from '../contractIdOf';
import { StoredContract, VersionRow } from '../registry/Contract';
import { ContractStore } from '../registry/ContractStore';
import { VersionStore } from '../registry/VersionStore';
import { EndingRow, StoredEnding } from './Ending';

/** What ends, as the registry or the catalog has it. */
export type Subject = SubjectFacts &
  (
    | {
        kind: 'version';
        contract: StoredContract;
        version: VersionRow;
        /** Of the contract, newest first. */
        versions: VersionRow[];
      }
    | { kind: 'integration'; integration: ProjectedIntegration }
  );

interface SubjectFacts {
  title: string;
  ownerRef?: string;
  criticality?: Criticality;
  /** One ending of it at a time. */
  openKey: string;
}

/** Finds what ends. */
export class EndingSubjects {
  readonly #contracts: ContractStore;
  readonly #versions: VersionStore;
  readonly #projection: IntegrationProjection;

  constructor(options: {
    contracts: ContractStore;
    versions: VersionStore;
    projection: IntegrationProjection;
  }) {
    this.#contracts = options.contracts;
    this.#versions = options.versions;
    this.#projection = options.projection;
  }

  /**
   * Who owns something in the catalog; undefined where nobody does.
   *
   * @param entityRef - full reference
   * @throws InputError where there is no such
   */
  async ownerOf(entityRef: string): Promise<string | undefined> {
    const entity = await this.#projection.getEntity(entityRef);
    if (!entity) {
      throw new InputError(`There is no ${entityRef} in the catalog.`);
    }
    return entity.relations?.find(({ type }) => type === 'ownedBy')?.targetRef;
  }

  /**
   * @throws InputError where nothing is named, NotFoundError where there is no such
   */
  async find(named: EndingSubject): Promise<Subject> {
    if (named.kind === 'integration') {
      if (!named.integrationRef) {
        throw new InputError('integrationRef is missing: which one ends?');
      }
      return this.#findIntegration(named.integrationRef);
    }
    if (!named.contract || !named.version) {
      throw new InputError(
        'contract and version are missing: which version ends?',
      );
    }
    const id = contractIdOf(named.contract);
    const contract = await this.#contracts.find(id);
    const version =
      contract && (await this.#versions.find(contract.id, named.version));
    if (!contract || !version) {
      throw new NotFoundError(
        `There is no version ${named.version} of ${stringifyContractId(id)}.`,
      );
    }
    return this.ofVersion(contract, version);
  }

  /** What an ending is of; undefined where it is gone. */
  async ofEnding(row: EndingRow): Promise<Subject | undefined> {
    if (row.kind === 'integration') {
      const integration = await this.#projection.getIntegration(
        row.integration_ref!,
      );
      return integration && ofIntegration(integration);
    }
    const [version] = await this.#versions.listByIds([row.version_id!]);
    const contract =
      version && (await this.#contracts.findById(version.contract_id));
    return contract && this.ofVersion(contract, version);
  }

  /** @throws NotFoundError where what ends is gone */
  async get({ row }: StoredEnding): Promise<Subject> {
    const subject = await this.ofEnding(row);
    if (!subject) {
      throw new NotFoundError(`${row.title} is gone.`);
    }
    return subject;
  }

  /**
   * The version itself shows its state, too.
   *
   * @param instead - how the replacement is named, if there is any
   */
  async mark(
    tx: Knex.Transaction,
    subject: Subject,
    state: VersionRow['state'],
    sinceMs: number,
    { sunsetAt }: EndingPlan = {},
    instead = '',
  ): Promise<void> {
    if (subject.kind === 'version') {
      await this.#versions.changeLifecycle(
        subject.version,
        { state, sunsetAt, replacement: instead || undefined },
        sinceMs,
        tx,
      );
    }
  }

  /** A version that was found already. */
  async ofVersion(
    contract: StoredContract,
    version: VersionRow,
  ): Promise<Subject> {
    return {
      kind: 'version',
      contract,
      version,
      versions: await this.#versions.list(contract.id),
      title: titleOfVersion(contract, version.version),
      ownerRef: contract.row.owner_ref ?? undefined,
      openKey: `version:${version.id}`,
    };
  }

  async #findIntegration(ref: string): Promise<Subject> {
    const integration = await this.#projection.getIntegration(ref);
    if (!integration) {
      throw new NotFoundError(`There is no integration ${ref}.`);
    }
    return ofIntegration(integration);
  }
}

function ofIntegration(integration: ProjectedIntegration): Subject {
  const { facets } = integration;
  return {
    kind: 'integration',
    integration,
    title: facets.title ?? facets.name,
    ownerRef: facets.ownerRef,
    criticality: facets.criticality,
    openKey: `integration:${facets.entityRef}`,
  };
}

/** How a version is named for people. */
export function titleOfVersion(
  contract: StoredContract,
  version: string,
): string {
  return `${contract.row.title ?? contract.subject} ${version}`;
}
