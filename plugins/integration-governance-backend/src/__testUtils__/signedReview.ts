import { IntegrationFacets } from '@tieline/plugin-integrations-common/telemetry';
import { IntegrationProjection } from '@tieline/plugin-integrations-node';
import { mockServices } from '@backstage/backend-test-utils';
import { Knex } from 'knex';
import { randomUUID } from 'node:crypto';
import { StoredKeepOrEnd } from '../reviews/Review';
import { ReviewStore } from '../reviews/ReviewStore';

/** Keeps a review that was opened, and where a time is given, signed. */
export async function keepReview(
  knex: Knex,
  given: {
    entityRef?: string;
    facets?: IntegrationFacets;
    signedAt?: Date;
    nextReviewOn?: string;
    keepOrEnd?: StoredKeepOrEnd;
  },
): Promise<string> {
  const { entityRef, facets, signedAt, nextReviewOn, keepOrEnd } = given;
  const projection = await IntegrationProjection.create({
    database: mockServices.database({ knex, migrations: { skip: true } }),
  });
  const store = new ReviewStore({ knex, projection });
  const id = randomUUID();
  await store.open(
    {
      id,
      entityRef,
      title: 'Review',
      state: 'open',
      openedAt: (signedAt ?? new Date()).toISOString(),
      openedBy: 'user:default/mira',
      people: [],
    },
    [
      {
        id: randomUUID(),
        kind: 'health',
        title: 'Health',
        detail: 'As it was.',
        isOwn: false,
        disposition: {
          kind: 'fine',
          by: 'user:default/mira',
          at: (signedAt ?? new Date()).toISOString(),
        },
      },
    ],
    { facets },
  );
  if (signedAt) {
    const read = await store.find(id);
    await store.change(read!, {
      review: {
        ...read!.review,
        state: 'signed',
        closedAt: signedAt.toISOString(),
        closedBy: 'user:default/mira',
        nextReviewOn: nextReviewOn ?? '2099-12-31',
        keepOrEnd,
      },
      by: 'user:default/mira',
      at: signedAt,
      what: 'signed the review',
    });
  }
  return id;
}
