import { EvidencePiece } from '@tieline/plugin-integrations-node/checks';

export type {
  AttestationFacts,
  DependencyFacts,
  DeploymentFacts,
  EvidencePiece,
  FaultTestFacts,
  TestFacts,
} from '@tieline/plugin-integrations-node/checks';

/** A piece on its way in. */
export interface NewPiece extends Omit<
  EvidencePiece,
  'id' | 'receivedAt' | 'supersededAt'
> {
  /** What makes it the same when it is sent again. */
  senderKey: string;
  /** Why no check looks at it, for what is kept as history only. */
  countsNotBecause?: string;
}

/** What {@link NewPiece} became. */
export interface TakenPiece {
  id: string;
  piece: NewPiece;
  /** False where it was known already. */
  isNew: boolean;
}
