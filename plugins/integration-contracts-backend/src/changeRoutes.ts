import { parseEntityRef, stringifyEntityRef } from '@backstage/catalog-model';
import { InputError } from '@backstage/errors';
import {
  integrationContractManagePermission,
  integrationContractOverridePermission,
  integrationContractPublishPermission,
} from '@tieline/plugin-integrations-common';
import {
  ContractSettings,
  Publication,
  PublicationOutcome,
  PublicationRefusal,
  stringifyContractId,
} from '@tieline/plugin-integrations-common/contracts';
import { Request, Router } from 'express';
import { ConsumerReader } from './consumers/ConsumerReader';
import { contractIdOf } from './contractIdOf';
import { ContractReader } from './registry/ContractReader';
import { ContractStore } from './registry/ContractStore';
import { Publisher } from './registry/Publisher';
import { PublicationRefusedError } from './registry/PublicationRefusedError';
import { toVerdict } from './registry/toVerdict';
import { toWireVersion } from './registry/VersionStore';
import { ContractGuard } from './ContractGuard';

export interface ChangeRoutesOptions {
  guard: ContractGuard;
  contracts: ContractStore;
  reader: ContractReader;
  consumers: ConsumerReader;
  publisher: Publisher;
  now: () => number;
}

/** What changes contracts and their versions. */
export function addChangeRoutes(
  router: Router,
  options: ChangeRoutesOptions,
): void {
  const { guard, contracts, reader, consumers, publisher, now } = options;
  const idOf = ({ params }: Request) =>
    contractIdOf({ registry: params.registry, subject: params.subject });

  router.post(
    '/v1/contracts/:registry/:subject/versions',
    async (request, response) => {
      const id = idOf(request);
      const publication = request.body as Publication;
      const meta = {
        contract: stringifyContractId(id),
        ...(publication.override && { override: publication.override.reason }),
      };
      try {
        const published = await guard.audited(
          request,
          { eventId: 'contract-publish', meta },
          async () => {
            const by = await guard.actorOf(request);
            const found = await contracts.find(id);
            const resource = { ownerRef: found?.row.owner_ref ?? undefined };
            await guard.requireFor(
              request,
              integrationContractPublishPermission,
              resource,
            );
            const { publishedAt, override, source, ...rest } = publication;
            if (override) {
              await guard.requireFor(
                request,
                integrationContractOverridePermission,
                resource,
              );
            }
            return publisher.publish({
              ...rest,
              contract: id,
              source: source ?? 'pipeline',
              publishedBy: by,
              publishedAtMs: instantMs(publishedAt, 'publishedAt'),
              override: override && { ...override, by },
            });
          },
        );
        const outcome: PublicationOutcome = {
          version: toWireVersion(published.version, now()),
          alreadyKnown: published.alreadyKnown,
          verdict: toVerdict(
            published.judgement,
            await consumers.list(
              await contracts.find(id),
              await guard.readCondition(request),
            ),
          ),
          told: published.told,
        };
        response.status(outcome.alreadyKnown ? 200 : 201).json(outcome);
      } catch (error) {
        if (!(error instanceof PublicationRefusedError)) {
          throw error;
        }
        const refusal: PublicationRefusal = {
          error: { name: error.name, message: error.message },
          response: { statusCode: 409 },
          verdict: toVerdict(
            error.judgement,
            await consumers.list(
              await contracts.find(id),
              await guard.readCondition(request),
            ),
          ),
        };
        response.status(409).json(refusal);
      }
    },
  );

  router.put(
    '/v1/contracts/:registry/:subject/settings',
    async (request, response) => {
      const id = idOf(request);
      const settings = request.body as ContractSettings;
      await guard.audited(
        request,
        {
          eventId: 'contract-settings-change',
          meta: {
            contract: stringifyContractId(id),
            fields: Object.keys(settings).sort().join(', '),
          },
        },
        async () => {
          const contract = await reader.find(id);
          await guard.requireFor(request, integrationContractManagePermission, {
            ownerRef: contract.row.owner_ref ?? undefined,
          });
          await contracts.changeSettings(contract, {
            ...settings,
            ...(settings.ownerRef && { ownerRef: ownerOf(settings.ownerRef) }),
          });
        },
      );
      response.json(await reader.read(id, await guard.readCondition(request)));
    },
  );
}

function instantMs(
  instant: string | undefined,
  field: string,
): number | undefined {
  if (instant === undefined) {
    return undefined;
  }
  const ms = Date.parse(instant);
  if (Number.isNaN(ms)) {
    throw new InputError(
      `${field} must be an instant such as 2026-11-22T05:30:00Z`,
    );
  }
  return ms;
}

function ownerOf(ref: string): string {
  try {
    return stringifyEntityRef(
      parseEntityRef(ref, {
        defaultKind: 'group',
        defaultNamespace: 'default',
      }),
    ).toLocaleLowerCase('en-US');
  } catch {
    throw new InputError(
      `ownerRef must be an entity reference such as group:default/checkout, not ${ref}`,
    );
  }
}
