import { InputError } from '@backstage/errors';
import {
  ListReconsiderationsRequest,
  Reconsideration,
} from '@tieline/plugin-integrations-common/governance';
import {
  decodeCursor,
  encodeCursor,
  IntegrationProjection,
  IntegrationQuery,
  RouteGuard,
} from '@tieline/plugin-integrations-node';
import { Router } from 'express';
import { CostModel } from '../../costs/CostModel';
import { HealthStore } from '../../evidence/HealthStore';
import { PipelineStore } from '../../evidence/PipelineStore';
import { readFacets } from '../../http/readFacets';
import { DecisionMatrix } from '../DecisionMatrix';
import { DecisionStore } from '../DecisionStore';
import { warnOfDoubling, warnOfPipeline } from '../warnings';
import { StoredReconsideration } from './Reconsideration';
import { ReconsiderationStore } from './ReconsiderationStore';

/** What would be decided differently today. */
export function addReconsiderationRoutes(
  router: Router,
  options: {
    guard: RouteGuard;
    projection: IntegrationProjection;
    pipelines: PipelineStore;
    health: HealthStore;
    matrix: DecisionMatrix;
    costs: CostModel;
    decisions: DecisionStore;
    reconsiderations: ReconsiderationStore;
  },
): void {
  const { guard, projection, pipelines, health, matrix, decisions } = options;
  const { prices } = options.costs;

  const toWire = async (
    rows: readonly StoredReconsideration[],
    readable: IntegrationQuery,
  ): Promise<Reconsideration[]> => {
    const refs = rows.map(({ entityRef }) => entityRef);
    const integrations = new Map(
      (await projection.listIntegrations(refs)).map(one => [
        one.facets.entityRef,
        one,
      ]),
    );
    const order = await decisions.orderOf(refs);
    const mates = await pipelines.mates(
      [...integrations.values()].flatMap(
        ({ spec }) => spec.delivery?.pipeline ?? [],
      ),
    );
    const healthOf = await health.list(refs);
    // Of what shares a pipeline only what whoever asks may read is spoken of.
    const visible = await readFacets(
      projection,
      [...mates.values()].flat().map(({ entityRef }) => entityRef),
      readable,
    );
    return rows.flatMap((row): Reconsideration[] => {
      const integration = integrations.get(row.entityRef);
      if (!integration) {
        return [];
      }
      const { facets, spec } = integration;
      const pipeline = spec.delivery?.pipeline;
      const others = (pipeline ? (mates.get(pipeline) ?? []) : []).filter(
        mate => mate.entityRef !== row.entityRef && visible.has(mate.entityRef),
      );
      const { comparison } = row;
      return [
        {
          integration: facets,
          pattern: row.pattern,
          ...comparison,
          warnings: [
            ...(comparison?.warnings ?? []),
            ...(pipeline && facets.interaction
              ? warnOfPipeline(
                  others,
                  facets.interaction,
                  pipeline,
                  row.comparedAt,
                )
              : []),
            ...warnOfDoubling(integration, healthOf.get(row.entityRef)),
          ],
          decisionId: order.get(row.entityRef)?.at(-1),
          missing: row.missing,
          comparedAt: row.comparedAt,
        },
      ];
    });
  };

  router.get('/v1/reconsiderations', async (request, response) => {
    const readable = await guard.readCondition(request);
    const { limit, cursor, ...filter } = request.query as unknown as Omit<
      ListReconsiderationsRequest,
      'limit'
    > & { limit: number };
    const { offset } = decodeCursor<{ offset: number }>(cursor, {
      offset: 'number',
    }) ?? { offset: 0 };
    if (!Number.isInteger(offset) || offset < 0) {
      throw new InputError('The cursor is not one of ours; begin without one');
    }
    const store = options.reconsiderations;
    const { rows, total } = await store.list(filter, readable, {
      limit,
      offset,
    });
    const { states, comparedAt } = await store.tally(filter, readable);
    const next = offset + rows.length;
    response.json({
      items: await toWire(rows, readable),
      totalItems: total,
      counts: {
        same: states.same.count,
        nearTie: states['near-tie'].count,
        different: states.different.count,
        unknown: states.unknown.count,
      },
      difference: states.different.difference,
      currency: prices.currency,
      matrixVersion: matrix.version,
      comparedAt,
      prices: {
        total: prices.items.length,
        own: prices.items.filter(({ isExample }) => !isExample).length,
      },
      pageInfo: {
        nextCursor: next < total ? encodeCursor({ offset: next }) : undefined,
      },
    });
  });
}
