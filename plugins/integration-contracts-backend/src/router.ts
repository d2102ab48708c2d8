import { createValidatedOpenApiRouterFromGeneratedEndpointMap } from '@backstage/backend-openapi-utils';
import { NotFoundError } from '@backstage/errors';
import {
  integrationContractCheckPermission,
  integrationContractReadPermission,
} from '@tieline/plugin-integrations-common';
import {
  CheckRequest,
  GetDifferenceRequest,
} from '@tieline/plugin-integrations-common/contracts';
import { refuseNul } from '@tieline/plugin-integrations-node';
import { Request, Router } from 'express';
import PromiseRouter from 'express-promise-router';
import {
  addCalendarRoute,
  addEndingRoutes,
  EndingRoutesOptions,
} from './endingRoutes';
import { ContractEvidenceReader } from './consumers/ContractEvidenceReader';
import { FlowContractReader } from './consumers/FlowContractReader';
import { contractIdOf } from './contractIdOf';
import { addChangeRoutes, ChangeRoutesOptions } from './changeRoutes';
import { readJsonBody } from './http/jsonBody';
import { readApiDocument } from './http/readApiDocument';
import { ContractFilter } from './registry/contractFilter';
import { ContractList } from './registry/ContractList';
import { Direction, ListOrder } from './registry/listOrder';

/** What a handler reads of a query, after the validator has filled in defaults. */
interface ListQuery extends ContractFilter {
  orderBy: ListOrder;
  direction: Direction;
  limit: number;
  cursor?: string;
}

export interface RouterOptions
  extends ChangeRoutesOptions, EndingRoutesOptions {
  list: ContractList;
  flowContracts: FlowContractReader;
  contractEvidence: ContractEvidenceReader;
  /** Of a request's body, in bytes. */
  maxTextBytes: number;
}

/** Translates HTTP: requests are validated against the OpenAPI document before they get here. */
export async function createRouter(options: RouterOptions): Promise<Router> {
  const { guard, list, reader, flowContracts, contractEvidence } = options;
  const outer = PromiseRouter();
  // Before the validator, which would answer a body that is too big with 400.
  outer.use(readJsonBody(options.maxTextBytes), refuseNul);
  // It is not asked as the others are, so it is not described with them.
  addCalendarRoute(outer, options);
  const router = createValidatedOpenApiRouterFromGeneratedEndpointMap<{}>(
    await readApiDocument(),
    {
      // Instead of the default parser, which stops at 100 kB.
      middleware: [(_request, _response, next) => next()],
      validatorOptions: {
        validateRequests: {
          // A list with a single value arrives as text.
          coerceTypes: 'array',
          allowUnknownQueryParameters: false,
        },
        // The other mode takes the 30th of February for a day.
        ajvFormats: { mode: 'full' },
      },
    },
  ) as unknown as Router;
  outer.use(router);

  /** Which integrations are shown to whoever may read contracts. */
  const readerOf = async (request: Request) => {
    await guard.require(request, integrationContractReadPermission);
    return guard.readCondition(request);
  };
  const idOf = ({ params }: Request) =>
    contractIdOf({ registry: params.registry, subject: params.subject });

  router.get('/v1/contracts', async (request, response) => {
    const readable = await readerOf(request);
    const { orderBy, direction, limit, cursor, ...filter } =
      request.query as unknown as ListQuery;
    response.json(
      await list.list({ filter, orderBy, direction, limit, cursor }, readable),
    );
  });

  router.get('/v1/contracts/:registry/:subject', async (request, response) => {
    const readable = await readerOf(request);
    response.json(await reader.read(idOf(request), readable));
  });

  router.get(
    '/v1/contracts/:registry/:subject/versions/:version',
    async (request, response) => {
      await readerOf(request);
      response.json(
        await reader.readVersion(idOf(request), request.params.version),
      );
    },
  );

  router.get(
    '/v1/contracts/:registry/:subject/difference',
    async (request, response) => {
      const readable = await readerOf(request);
      const query = request.query as unknown as GetDifferenceRequest;
      response.json(
        await reader.readDifference(idOf(request), query, readable),
      );
    },
  );

  router.post('/v1/checks', async (request, response) => {
    await guard.require(request, integrationContractCheckPermission);
    const { contract, ...check } = request.body as CheckRequest;
    response.json(
      await reader.check(
        { ...check, contract: contract && contractIdOf(contract) },
        await guard.readCondition(request),
      ),
    );
  });

  router.get('/v1/integration-contracts', async (request, response) => {
    const readable = await readerOf(request);
    const page = request.query as unknown as { limit: number; cursor?: string };
    response.json(await contractEvidence.list(page, readable));
  });

  router.get(
    '/v1/integrations/:namespace/:name/contracts',
    async (request, response) => {
      const readable = await readerOf(request);
      const { namespace, name } = request.params;
      const ref = `integration:${namespace}/${name}`.toLocaleLowerCase('en-US');
      const items = await flowContracts.list(ref, readable);
      if (!items) {
        throw new NotFoundError(
          `There is no integration ${namespace}/${name} that you may read. A new one appears here a few seconds after the catalog has it.`,
        );
      }
      response.json({ items });
    },
  );

  addChangeRoutes(router, options);
  addEndingRoutes(router, options);
  return outer;
}
