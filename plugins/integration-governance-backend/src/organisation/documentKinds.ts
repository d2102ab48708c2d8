import { DocumentId } from '@tieline/plugin-integrations-common/governance';

/** A document that answers a question for the whole organisation. */
export interface DocumentKind {
  id: DocumentId;
  questionId: string;
  /** What it is called where nobody named it. */
  title: string;
  /** Below `integrationGovernance.documents` in the configuration. */
  configKey: string;
}

export const DOCUMENT_KINDS: readonly DocumentKind[] = [
  {
    id: 'delivery-process',
    questionId: 'delivery',
    title: 'Process from idea to production',
    configKey: 'deliveryProcess',
  },
  {
    id: 'decision-matrix',
    questionId: 'classification',
    title: 'Decision matrix',
    configKey: 'decisionMatrix',
  },
  {
    id: 'deprecation-policy',
    questionId: 'retirement',
    title: 'Deprecation policy',
    configKey: 'deprecationPolicy',
  },
];

export function documentKind(id: DocumentId): DocumentKind {
  return DOCUMENT_KINDS.find(kind => kind.id === id)!;
}
