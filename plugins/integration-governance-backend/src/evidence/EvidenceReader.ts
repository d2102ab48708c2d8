import {
  IntegrationProjection,
  ProjectedIntegration,
} from '@tieline/plugin-integrations-node';
import {
  DriftItem,
  IntegrationFacets,
} from '@tieline/plugin-integrations-common/telemetry';
import { PatternEvidenceReader } from '../decisions/PatternEvidenceReader';
import { ContractsStore } from './ContractsStore';
import { DriftStore } from './DriftStore';
import { EvidenceStore, parseLastMeasured } from './EvidenceStore';
import { HealthStore } from './HealthStore';
import {
  CatalogFacts,
  ContractsEvidence,
  IntegrationEvidence,
} from './IntegrationEvidence';
import { mergeLastMeasured } from './lastMeasured';
import { PipelineStore } from './PipelineStore';
import { ReviewEvidenceReader } from '../reviewCalendar/ReviewEvidenceReader';
import { readCatalogFacts } from './readCatalogFacts';
import { SourceStore } from './SourceStore';
import { Surroundings } from './Surroundings';
import { SurroundingsCache } from './SurroundingsCache';
import { EvidencePieceStore } from './told/EvidencePieceStore';
import { ToldEvidence } from './told/ToldEvidence';

const fileAnnotations = ['backstage.io/view-url', 'backstage.io/edit-url'];

/**
 * Puts together all that is known of integrations: what the catalog says, what
 * telemetry showed, where both differ, and what is known of the contracts.
 */
export class EvidenceReader {
  readonly #projection: IntegrationProjection;
  readonly #snapshots: HealthStore;
  readonly #drift: DriftStore;
  readonly #contracts: ContractsStore;
  readonly #evidence: EvidenceStore;
  readonly #sources: SourceStore;
  readonly #pieces: EvidencePieceStore;
  readonly #pipelines: PipelineStore;
  readonly #patterns: PatternEvidenceReader;
  readonly #surroundings: SurroundingsCache;
  readonly #reviews: ReviewEvidenceReader;

  constructor(options: {
    projection: IntegrationProjection;
    snapshots: HealthStore;
    drift: DriftStore;
    contracts: ContractsStore;
    evidence: EvidenceStore;
    sources: SourceStore;
    pieces: EvidencePieceStore;
    pipelines: PipelineStore;
    patterns: PatternEvidenceReader;
    surroundings: SurroundingsCache;
    reviews: ReviewEvidenceReader;
  }) {
    this.#projection = options.projection;
    this.#snapshots = options.snapshots;
    this.#drift = options.drift;
    this.#contracts = options.contracts;
    this.#evidence = options.evidence;
    this.#sources = options.sources;
    this.#pieces = options.pieces;
    this.#pipelines = options.pipelines;
    this.#patterns = options.patterns;
    this.#surroundings = options.surroundings;
    this.#reviews = options.reviews;
  }

  /** The integrations that there are. */
  listRefs(): Promise<string[]> {
    return this.#projection.listIntegrationRefs();
  }

  /** Those that share one of the pipelines with another. */
  async listMates(pipelines: readonly string[]): Promise<string[]> {
    const mates = await this.#pipelines.mates(pipelines);
    return [...mates.values()]
      .filter(sharing => sharing.length > 1)
      .flatMap(sharing => sharing.map(({ entityRef }) => entityRef));
  }

  /**
   * The evidence of integrations; those that are gone are left out. What is new
   * is remembered on the way, so that its age is known.
   *
   * @returns also the pipelines that an integration came to or left: what shares
   *   them has other evidence than before
   */
  async read(
    entityRefs: readonly string[],
    now: Date,
  ): Promise<{
    evidence: IntegrationEvidence[];
    pipelines: ReadonlySet<string>;
  }> {
    const [wanted, surroundings, health, driftItems, healthState] =
      await Promise.all([
        this.#projection.listIntegrations(entityRefs),
        this.#surroundings.get(),
        this.#snapshots.list(entityRefs),
        this.#drift.list(),
        this.#sources.get('health'),
      ]);
    const driftState = await this.#sources.get('drift');
    const touched = await this.#pipelines.remember(wanted);
    const mates = await this.#pipelines.mates(
      wanted.flatMap(({ spec }) => spec.delivery?.pipeline ?? []),
    );
    const refs = wanted.map(({ facets }) => facets.entityRef);

    const catalogFacts = new Map<string, CatalogFacts>(
      wanted.map(integration => [
        integration.facets.entityRef,
        readCatalogFacts(integration, surroundings, mates),
      ]),
    );
    const since = await this.#rememberCatalog(wanted, catalogFacts, now);
    const stored = await this.#evidence.list('telemetry', refs);
    const measured = new Map(
      refs.map(ref => [
        ref,
        mergeLastMeasured(parseLastMeasured(stored.get(ref)), health.get(ref)),
      ]),
    );
    await this.#evidence.write(
      'telemetry',
      refs
        .map(entityRef => ({
          entityRef,
          facts: JSON.stringify(measured.get(entityRef)),
        }))
        .filter(({ entityRef, facts }) => {
          const before = stored.get(entityRef)?.facts ?? '{}';
          return facts !== before;
        }),
      now,
    );

    const told = await this.#readTold(wanted);
    const contracts = await this.#readContracts(refs);
    const reviews = await this.#reviews.read(refs);
    const patterns = await this.#patterns.read(refs);
    const evidence = wanted.map(
      ({ facets, spec, entity }): IntegrationEvidence => {
        const { entityRef } = facets;
        return {
          facets,
          spec,
          catalog: catalogFacts.get(entityRef)!,
          catalogSince: since.get(entityRef) ?? now.toISOString(),
          fileUrl: fileAnnotations
            .map(name => entity.metadata.annotations?.[name])
            .find(url => url !== undefined),
          telemetry: healthState.readAt
            ? {
                summary: health.get(entityRef),
                lastMeasured: measured.get(entityRef)!,
                readAt: healthState.readAt,
                notReadSince: healthState.notReadSince,
              }
            : undefined,
          drift: driftState.readAt
            ? {
                items: driftItems.filter(item =>
                  concerns(item, facets, surroundings),
                ),
                readAt: driftState.readAt,
                notReadSince: driftState.notReadSince,
              }
            : undefined,
          contracts: contracts(entityRef),
          pattern: patterns(entityRef),
          told: told(entityRef),
          platforms: facets.viaRefs.map(via => ({
            entityRef: via,
            told: told(via),
          })),
          reviews: reviews.get(entityRef),
        };
      },
    );
    return { evidence, pipelines: touched };
  }

  /** What the contracts API told; undefined of what it told nothing of. */
  async #readContracts(
    refs: readonly string[],
  ): Promise<(entityRef: string) => ContractsEvidence | undefined> {
    const { readAt, notReadSince } = await this.#sources.get('contracts');
    const snapshots = await this.#contracts.list(refs);
    return ref => {
      const flows = snapshots.get(ref);
      return readAt && flows ? { flows, readAt, notReadSince } : undefined;
    };
  }

  /** What pipelines and people told of integrations and of their platforms. */
  async #readTold(
    integrations: readonly ProjectedIntegration[],
  ): Promise<(entityRef: string) => ToldEvidence> {
    const refs = integrations.flatMap(({ facets }) => [
      facets.entityRef,
      ...facets.viaRefs,
    ]);
    const pieces = await this.#pieces.current([...new Set(refs)]);
    const told = new Map(
      [...pieces].map(([ref, own]) => [ref, new ToldEvidence(own)]),
    );
    return ref => told.get(ref) ?? ToldEvidence.nothing;
  }

  /** Since when the catalog says what it says now, by integration. */
  async #rememberCatalog(
    integrations: readonly ProjectedIntegration[],
    facts: ReadonlyMap<string, CatalogFacts>,
    now: Date,
  ): Promise<Map<string, string>> {
    const current = integrations.map(({ facets, spec }) => ({
      entityRef: facets.entityRef,
      facts: JSON.stringify({ spec, catalog: facts.get(facets.entityRef) }),
    }));
    const stored = await this.#evidence.list(
      'catalog',
      current.map(({ entityRef }) => entityRef),
    );
    const isNew = ({ entityRef, facts: text }: (typeof current)[number]) =>
      stored.get(entityRef)?.facts !== text;
    await this.#evidence.write('catalog', current.filter(isNew), now);
    return new Map(
      current.map(entry => [
        entry.entityRef,
        isNew(entry) ? now.toISOString() : stored.get(entry.entityRef)!.at,
      ]),
    );
  }
}

/**
 * Whether a difference is one of this integration: telemetry says so, or the
 * undeclared flow runs between its source and one of its targets.
 */
function concerns(
  item: DriftItem,
  facets: IntegrationFacets,
  surroundings: Surroundings,
): boolean {
  if (item.integrationRef) {
    return item.integrationRef.toLocaleLowerCase('en-US') === facets.entityRef;
  }
  const at = (end: DriftItem['source']) =>
    end?.entityRef ? [end.entityRef, surroundings.systemOf(end.entityRef)] : [];
  return (
    facets.sourceRef !== undefined &&
    at(item.source).includes(facets.sourceRef) &&
    at(item.target).some(ref => ref && facets.targetRefs.includes(ref))
  );
}
