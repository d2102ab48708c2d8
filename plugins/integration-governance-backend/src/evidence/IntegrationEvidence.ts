export type {
  CatalogFacts,
  ContractFacts,
  ContractsEvidence,
  DriftEvidence,
  IntegrationEvidence,
  LastMeasured,
  Measured,
  OwnerFacts,
  PatternEvidence,
  PipelineMate,
  ReviewEvidence,
  TelemetryEvidence,
} from '@tieline/plugin-integrations-node/checks';
