import {
  AuthService,
  DiscoveryService,
  LoggerService,
  RootConfigService,
  UrlReaderService,
} from '@backstage/backend-plugin-api';
import { ScmIntegrations } from '@backstage/integration';
import { CatalogService } from '@backstage/plugin-catalog-node';
import { NotificationService } from '@backstage/plugin-notifications-node';
import { IntegrationProjection } from '@tieline/plugin-integrations-node';
import { Knex } from 'knex';
import { ContractEvidenceReader } from './consumers/ContractEvidenceReader';
import { ConsumerReader } from './consumers/ConsumerReader';
import { FlowContractReader } from './consumers/FlowContractReader';
import { FlowStore } from './consumers/FlowStore';
import { TelemetryUsage } from './consumers/TelemetryUsage';
import { createEndings } from './lifecycle/createEndings';
import { UsedEndings } from './lifecycle/UsedEndings';
import { TelemetryReader } from './lifecycle/consumers/TelemetryReader';
import { JudgingThreads } from './judging/JudgingThreads';
import { ContractsConfig } from './readContractsConfig';
import { ContractList } from './registry/ContractList';
import { ContractReader } from './registry/ContractReader';
import { ContractStore } from './registry/ContractStore';
import { Publisher } from './registry/Publisher';
import { RefusalStore } from './registry/RefusalStore';
import { VersionStore } from './registry/VersionStore';
import { ApiStore } from './sources/ApiStore';
import { CatalogContracts } from './sources/CatalogContracts';
import { DeclaredContracts } from './sources/DeclaredContracts';
import { FileContracts } from './sources/FileContracts';
import { FileLocator } from './sources/FileLocator';
import { FileStore } from './sources/FileStore';
import { Announcer } from './telling/Announcer';
import { createDelivery } from './telling/createDelivery';
import { Outbox } from './telling/Outbox';

/** Puts together what keeps, judges and tells of contracts. */
export function createRegistry(options: {
  knex: Knex;
  projection: IntegrationProjection;
  config: ContractsConfig;
  /** Of the whole backend: which repositories there are. */
  rootConfig: RootConfigService;
  urlReader: UrlReaderService;
  auth: AuthService;
  catalog: CatalogService;
  discovery: DiscoveryService;
  logger: LoggerService;
  notifications: NotificationService;
}) {
  const { knex, projection, config, logger } = options;
  const now = () => Date.now();
  const judge = new JudgingThreads({
    ...config.judging,
    size: config.judging.threads,
  });
  const contracts = new ContractStore({ knex, defaults: config.defaults });
  const versions = new VersionStore({ knex });
  const refusals = new RefusalStore({ knex });
  const flows = new FlowStore({ knex });
  const usage = new TelemetryUsage({ ...options, now });
  const consumers = new ConsumerReader({ flows, usage });
  const outbox = new Outbox({
    knex,
    deliver: createDelivery(options),
    logger,
    now,
  });
  const announcer = new Announcer({ outbox, consumers });
  const telemetry = new TelemetryReader(options);
  const endings = createEndings({
    knex,
    projection,
    contracts,
    versions,
    flows,
    outbox,
    telemetry,
    policy: config.endings,
    appUrl:
      options.rootConfig.getOptionalString('app.baseUrl') ??
      'http://localhost:7007',
    logger,
    now,
  });
  const files = new FileStore({ knex, now });
  const list = new ContractList({ knex, versions, now });
  const shared = { knex, contracts, versions, refusals, judge, now };
  const publisher = new Publisher({ ...shared, announcer });
  const apis = new ApiStore({ knex });
  return {
    now,
    judge,
    contracts,
    versions,
    flows,
    consumers,
    outbox,
    endings,
    list,
    reader: new ContractReader({
      ...shared,
      list,
      consumers,
      flows,
      files,
      outbox,
    }),
    publisher,
    apis,
    files,
    declared: new DeclaredContracts({
      projection,
      contracts,
      flows,
      files,
      locator: new FileLocator({
        integrations: ScmIntegrations.fromConfig(options.rootConfig),
      }),
    }),
    fileContracts: new FileContracts({
      ...options,
      ...shared,
      files,
      publisher,
      maxBytes: config.maxTextBytes,
      intervalMs: config.fileIntervalMs,
    }),
    apiContracts: new CatalogContracts({
      ...options,
      ...shared,
      publisher,
      apis,
    }),
    flowContracts: new FlowContractReader({
      flows,
      files,
      list,
      versions,
      usage,
      projection,
    }),
    contractEvidence: new ContractEvidenceReader({
      projection,
      flows,
      files,
      list,
      contracts,
      versions,
      usedEndings: new UsedEndings({ store: endings.store }),
      now,
    }),
  };
}
