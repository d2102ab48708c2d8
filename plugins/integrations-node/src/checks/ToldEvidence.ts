import {
  Control,
  EvidenceType,
  TestLevel,
} from '@tieline/plugin-integrations-common/governance';
import {
  AttestationFacts,
  CustomFact,
  DependencyFacts,
  DeploymentFacts,
  EvidencePiece,
  FaultTestFacts,
  TestFacts,
} from './EvidencePiece';

/** What counts of all that pipelines and people told of one entity. */
export class ToldEvidence {
  static readonly nothing = new ToldEvidence([]);

  readonly #pieces = new Map<string, EvidencePiece>();

  /** @param pieces - of one entity; of the same type and subject the last counts */
  constructor(pieces: readonly EvidencePiece[]) {
    for (const piece of pieces) {
      this.#pieces.set(keyOf(piece.type, piece.subject), piece);
    }
  }

  tests(level: TestLevel): EvidencePiece<TestFacts> | undefined {
    return this.#get('test-results', level);
  }

  /** The newest deployment, to whichever environment. */
  lastDeployment(): EvidencePiece<DeploymentFacts> | undefined {
    return this.#list<DeploymentFacts>('deployment').at(-1);
  }

  deploymentTo(
    environment: string,
  ): EvidencePiece<DeploymentFacts> | undefined {
    return this.#get('deployment', environment);
  }

  dependencies(): EvidencePiece<DependencyFacts> | undefined {
    return this.#get('dependencies', 'dependencies');
  }

  faultTest(control: Control): EvidencePiece<FaultTestFacts> | undefined {
    return this.#get('fault-test', control);
  }

  /** The newest fault test, of whichever control. */
  lastFaultTest(): EvidencePiece<FaultTestFacts> | undefined {
    return this.#list<FaultTestFacts>('fault-test').at(-1);
  }

  attestation(checkId: string): EvidencePiece<AttestationFacts> | undefined {
    return this.#get('attestation', checkId);
  }

  /** What a pipeline pushed under a name of its own. */
  fact(name: string): EvidencePiece<CustomFact> | undefined {
    return this.#get('fact', name);
  }

  /** All that counts of a type, oldest first. */
  list(type: EvidenceType): EvidencePiece[] {
    return this.#list(type);
  }

  #get<Facts>(
    type: EvidenceType,
    subject: string,
  ): EvidencePiece<Facts> | undefined {
    const piece = this.#pieces.get(keyOf(type, subject));
    return piece as EvidencePiece<Facts> | undefined;
  }

  /** Oldest first. */
  #list<Facts>(type: EvidenceType): Array<EvidencePiece<Facts>> {
    const pieces = [...this.#pieces.values()].filter(
      piece => piece.type === type,
    ) as unknown[] as Array<EvidencePiece<Facts>>;
    return pieces.sort(
      (left, right) => Date.parse(left.at) - Date.parse(right.at),
    );
  }
}

function keyOf(type: EvidenceType, subject: string): string {
  return `${type}/${subject}`;
}
