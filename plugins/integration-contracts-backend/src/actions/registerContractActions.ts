import { AuthService, DiscoveryService } from '@backstage/backend-plugin-api';
import { ActionsRegistryService } from '@backstage/backend-plugin-api/alpha';
import { InputError, NotFoundError } from '@backstage/errors';
import {
  ContractId,
  IntegrationContractsClient,
  IntegrationEndingsClient,
  parseContractId,
} from '@tieline/plugin-integrations-common/contracts';
import { OwnApi } from '@tieline/plugin-integrations-node';

const MOST_VIOLATIONS = 100;

/** It changes nothing, and gives the same when it is asked again. */
const READ_ONLY = { readOnly: true, destructive: false, idempotent: true };

/** What agents may ask of contracts, with the rights of whoever they work for. */
export function registerContractActions(options: {
  actions: ActionsRegistryService;
  auth: AuthService;
  discovery: DiscoveryService;
}): void {
  const { actions } = options;
  const api = new OwnApi({ ...options, pluginId: 'integration-contracts' });
  const contracts = new IntegrationContractsClient(options);
  const endings = new IntegrationEndingsClient(options);

  actions.register({
    name: 'check-contract-change',
    title: 'Check a change of a contract',
    description:
      'Judges a new text of a contract (OpenAPI, AsyncAPI, JSON Schema, Avro, Protobuf or a table) against the versions that are registered, by the contract’s compatibility mode, without publishing it: whether it is compatible, each violation with what to do instead, and whom it would break.',
    attributes: READ_ONLY,
    schema: {
      input: z =>
        z.object({
          contract: z
            .string()
            .describe(
              '<registry>/<subject>, such as catalog/api:default/orders',
            ),
          text: z.string().min(1).describe('The new text, whole'),
        }),
      output: z =>
        z.object({
          compatible: z.boolean(),
          mode: z.string(),
          comparedWith: z
            .array(z.string())
            .describe('Earlier versions, newest first'),
          totalViolations: z.number(),
          violations: z.array(
            z.object({
              ruleId: z.string(),
              severity: z.enum(['error', 'warning']),
              version: z.string(),
              message: z.string(),
              advice: z.string(),
              pointer: z
                .string()
                .describe('Where, as a JSON pointer into the new text'),
            }),
          ),
          consumers: z.array(z.string()).describe('Whom it concerns'),
        }),
    },
    action: async ({ input, credentials }) => {
      const verdict = await api.ask(credentials, given =>
        contracts.check(
          { contract: contractOf(input.contract), text: input.text },
          given,
        ),
      );
      return {
        output: {
          compatible: verdict.compatible,
          mode: verdict.mode,
          comparedWith: verdict.comparedWith,
          totalViolations: verdict.violations.length,
          violations: verdict.violations
            .slice(0, MOST_VIOLATIONS)
            .map(violation => ({
              ruleId: violation.ruleId,
              severity: violation.severity,
              version: violation.version,
              message: violation.message,
              advice: violation.advice,
              pointer: violation.newPointer || violation.oldPointer,
            })),
          consumers: [
            ...new Set(
              verdict.violations.flatMap(({ consumers }) => consumers),
            ),
          ],
        },
      };
    },
  });

  actions.register({
    name: 'who-consumes-version',
    title: 'Who consumes a version of a contract',
    description:
      'Lists the consumers of a contract, declared in the catalog and observed in traffic, each with the versions that it was seen with, when last, and how much. With a version, only those that use it or declare it.',
    attributes: READ_ONLY,
    schema: {
      input: z =>
        z.object({
          contract: z
            .string()
            .describe(
              '<registry>/<subject>, such as catalog/api:default/orders',
            ),
          version: z.string().optional(),
        }),
      output: z =>
        z.object({
          versions: z.array(
            z.object({
              version: z.string(),
              isRegistered: z.boolean(),
              state: z.string().optional(),
            }),
          ),
          consumers: z.array(
            z.object({
              name: z.string(),
              entityRef: z.string().optional(),
              ownerRef: z.string().optional(),
              kind: z.enum(['declared', 'observed', 'both', 'unnamed']),
              declaredVersion: z.string().optional(),
              seen: z.array(
                z.object({
                  version: z.string(),
                  lastSeenAt: z.string(),
                  callsPerDay: z.number().optional(),
                }),
              ),
            }),
          ),
          hiddenConsumers: z
            .number()
            .describe('Consumers that whoever asks may not read'),
          usageReadAt: z
            .string()
            .optional()
            .describe('Missing where telemetry said nothing'),
        }),
    },
    action: async ({ input, credentials }) => {
      const matrix = await api.ask(credentials, given =>
        endings.listContractConsumers(contractOf(input.contract), given),
      );
      const { version } = input;
      if (
        version !== undefined &&
        !matrix.versions.some(one => one.version === version)
      ) {
        throw new NotFoundError(
          `${input.contract} has no version ${version}; there are ${matrix.versions.map(one => one.version).join(', ') || 'none'}.`,
        );
      }
      const consumers = matrix.consumers.filter(
        ({ cells, declaredVersion }) =>
          version === undefined ||
          declaredVersion === version ||
          cells.some(cell => cell.version === version),
      );
      return {
        output: {
          versions: matrix.versions,
          consumers: consumers.map(row => ({
            name: row.name,
            entityRef: row.entityRef,
            ownerRef: row.ownerRef,
            kind: row.kind,
            declaredVersion: row.declaredVersion,
            seen: row.cells.map(cell => ({
              version: cell.version,
              lastSeenAt: cell.lastSeenAt,
              callsPerDay: cell.callsPerDay,
            })),
          })),
          hiddenConsumers: matrix.hiddenConsumers,
          usageReadAt: matrix.usageReadAt,
        },
      };
    },
  });
}

function contractOf(text: string): ContractId {
  const contract = parseContractId(text);
  if (!contract) {
    throw new InputError(
      `contract is ${text}; it has to be <registry>/<subject>, such as catalog/api:default/orders.`,
    );
  }
  return contract;
}
