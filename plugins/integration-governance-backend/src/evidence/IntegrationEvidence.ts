export type {
  CatalogFacts,
  ContractFacts,
  ContractsEvidence,
  DriftEvidence,
  IntegrationEvidence,
  LastMeasured,
  Measured,
  OwnerFacts,
  PipelineMate,
  TelemetryEvidence,
} from '@tieline/plugin-integrations-node/checks';
