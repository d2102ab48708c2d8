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
  TelemetryEvidence,
} from '@tieline/plugin-integrations-node/checks';
