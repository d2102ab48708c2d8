import { parseEntityRef, stringifyEntityRef } from '@backstage/catalog-model';
import { InputError, NotFoundError } from '@backstage/errors';
import {
  integrationContractReadPermission,
  integrationDriftReadPermission,
  integrationEndingAnswerPermission,
  integrationEndingManagePermission,
  integrationEndingOverridePermission,
} from '@tieline/plugin-integrations-common';
import {
  BrownoutPlan,
  CalendarFeedRequest,
  ConsumerClaim,
  EndingAnnouncement,
  EndingAnswer,
  EndingPlan,
  ExtensionDecision,
  ListEndingsRequest,
  parseContractId,
  Retirement,
  RetirementRefusal,
  ToldConsumer,
} from '@tieline/plugin-integrations-common/contracts';
import { Request, Response, Router } from 'express';
import { ContractGuard } from './ContractGuard';
import { contractIdOf } from './contractIdOf';
import { Brownouts } from './lifecycle/Brownouts';
import { CalendarFeeds } from './lifecycle/CalendarFeeds';
import { ConsumerAnswers } from './lifecycle/ConsumerAnswers';
import { KnownConsumer, StoredEnding } from './lifecycle/Ending';
import { EndingDecisions } from './lifecycle/EndingDecisions';
import { EndingKeeper } from './lifecycle/EndingKeeper';
import { EndingPlanner } from './lifecycle/EndingPlanner';
import { EndingReader } from './lifecycle/EndingReader';
import { EndingStore } from './lifecycle/EndingStore';
import { EndingSubjects, Subject } from './lifecycle/EndingSubjects';
import { EndingTexts } from './lifecycle/EndingTexts';
import { UnknownNoticeReader } from './lifecycle/notices/UnknownNoticeReader';
import { RetirementRefusedError } from './lifecycle/RetirementRefusedError';

export interface EndingRoutesOptions {
  guard: ContractGuard;
  endings: {
    store: EndingStore;
    subjects: EndingSubjects;
    keeper: EndingKeeper;
    planner: EndingPlanner;
    decisions: EndingDecisions;
    answers: ConsumerAnswers;
    brownouts: Brownouts;
    reader: EndingReader;
    texts: EndingTexts;
    feeds: CalendarFeeds;
    unknownNotices: UnknownNoticeReader;
  };
}

/** An ending with what it is of, and who changes it. */
interface Change {
  ending: StoredEnding;
  subject: Subject;
  by: string;
}

/** What ends: shown, announced, answered, judged. */
export function addEndingRoutes(
  router: Router,
  { guard, endings }: EndingRoutesOptions,
): void {
  const { store, subjects, keeper, reader, texts, feeds } = endings;
  const { planner, decisions, answers, brownouts, unknownNotices } = endings;

  const readerOf = async (request: Request) => {
    await guard.require(request, integrationContractReadPermission);
    return guard.readCondition(request);
  };
  const idOf = ({ params }: Request) => Number(params.id);

  /** @throws NotFoundError also where whoever asks may not read it */
  const show = async (request: Request, id: number) => {
    const ending = await store.get(id);
    const shown = await reader.read(
      ending,
      await guard.readCondition(request),
      await guard.endingRightsOf(request),
    );
    if (!shown) {
      throw new NotFoundError(`There is no ending ${id} that you may read.`);
    }
    return shown;
  };

  /** Does something of which the auditor hears, and shows the ending after it. */
  const change = async (
    request: Request,
    response: Response,
    eventId: string,
    work: (change: Change) => Promise<void>,
    status = 200,
  ) => {
    await readerOf(request);
    const id = idOf(request);
    await guard.audited(
      request,
      { eventId, meta: { ending: id } },
      async () => {
        const ending = await store.get(id);
        await work({
          ending,
          subject: await subjects.get(ending),
          by: await guard.actorOf(request),
        });
      },
    );
    response.status(status).json(await show(request, id));
  };
  const requireManage = (request: Request, { subject }: Change) =>
    guard.requireFor(request, integrationEndingManagePermission, {
      ownerRef: subject.ownerRef,
    });
  const consumerOf = (request: Request, { ending }: Change) =>
    store.getConsumer(ending, Number(request.params.consumerId));

  router.get('/v1/endings', async (request, response) => {
    const readable = await readerOf(request);
    const {
      contract,
      integration,
      provider,
      consumer,
      status,
      before,
      past,
      text,
      limit,
      cursor,
    } = request.query as unknown as ListEndingsRequest & { limit: number };
    const id = contract === undefined ? undefined : parseContractId(contract);
    if (contract !== undefined && !id) {
      throw new InputError(
        `contract must be <registry>/<subject>, not ${contract}`,
      );
    }
    response.json(
      await reader.list(
        {
          contract: id && contractIdOf(id),
          integration: integration && fullRefOf(integration, 'integration'),
          provider: provider?.map(ref => fullRefOf(ref, 'group')),
          consumer: consumer?.map(ref => fullRefOf(ref, 'component')),
          status,
          beforeMs: before === undefined ? undefined : Date.parse(before),
          past,
          text,
        },
        { limit, offset: offsetOf(cursor) },
        readable,
        await guard.endingRightsOf(request),
      ),
    );
  });

  router.post('/v1/endings', async (request, response) => {
    await readerOf(request);
    const announcement = request.body as EndingAnnouncement;
    const id = await guard.audited(
      request,
      { eventId: 'ending-announce', meta: { kind: announcement.subject.kind } },
      async () => {
        const subject = await findReadable(request, announcement.subject);
        await guard.requireFor(request, integrationEndingManagePermission, {
          ownerRef: subject.ownerRef,
        });
        const by = await guard.actorOf(request);
        return planner.announce(subject, announcement, by);
      },
    );
    response.status(201).json(await show(request, id));
  });

  router.get('/v1/endings/:id', async (request, response) => {
    await readerOf(request);
    response.json(await show(request, idOf(request)));
  });

  router.put('/v1/endings/:id', (request, response) =>
    change(request, response, 'ending-change', async found => {
      await requireManage(request, found);
      const { ending, subject, by } = found;
      await planner.change(ending, subject, request.body as EndingPlan, by);
    }),
  );

  router.post('/v1/endings/:id/withdrawal', (request, response) =>
    change(request, response, 'ending-withdraw', async found => {
      await requireManage(request, found);
      const { ending, subject, by } = found;
      await decisions.withdraw(ending, subject, request.body.reason, by);
    }),
  );

  router.post('/v1/endings/:id/retirement', async (request, response) => {
    const retirement = request.body as Retirement;
    try {
      await change(request, response, 'ending-retire', async found => {
        await requireManage(request, found);
        const { ending, subject, by } = found;
        if (retirement.override) {
          await guard.requireFor(request, integrationEndingOverridePermission, {
            ownerRef: subject.ownerRef,
          });
        }
        await decisions.retire(ending, subject, retirement, by);
      });
    } catch (error) {
      if (!(error instanceof RetirementRefusedError)) {
        throw error;
      }
      const { verdict } = await show(request, idOf(request));
      const refusal: RetirementRefusal = {
        error: { name: error.name, message: verdict.sentence },
        response: { statusCode: 409 },
        verdict,
      };
      response.status(409).json(refusal);
    }
  });

  router.put(
    '/v1/endings/:id/consumers/:consumerId/answer',
    (request, response) =>
      change(request, response, 'ending-answer', async found => {
        const { ending, subject, by } = found;
        const consumer = await consumerOf(request, found);
        await requireAnswer(request, consumer);
        const answer = request.body as EndingAnswer;
        await answers.answer(ending, subject, consumer, answer, by);
      }),
  );

  router.put(
    '/v1/endings/:id/consumers/:consumerId/extension',
    (request, response) =>
      change(request, response, 'ending-extension-decide', async found => {
        await requireManage(request, found);
        const { ending, subject, by } = found;
        const consumer = await consumerOf(request, found);
        const decision = request.body as ExtensionDecision;
        await decisions.decideExtension(
          ending,
          subject,
          consumer,
          decision,
          by,
        );
      }),
  );

  router.put(
    '/v1/endings/:id/consumers/:consumerId/claim',
    (request, response) =>
      change(request, response, 'ending-claim', async found => {
        const consumer = await consumerOf(request, found);
        const claim = request.body as ConsumerClaim;
        const ownerRef = fullRefOf(claim.ownerRef, 'group');
        await guard.requireFor(request, integrationEndingAnswerPermission, {
          ownerRef,
        });
        if (consumer.ownerRef && consumer.ownerRef !== ownerRef) {
          // Nobody takes from somebody what is theirs.
          await requireAnswer(request, consumer);
        }
        const entityRef =
          claim.entityRef && fullRefOf(claim.entityRef, 'component');
        if (entityRef) {
          // Nobody says of somebody else’s what it does.
          await guard.requireFor(request, integrationEndingAnswerPermission, {
            ownerRef: await subjects.ownerOf(entityRef),
          });
        }
        const { ending, by } = found;
        await answers.claim(
          ending,
          consumer,
          { ...claim, ownerRef, entityRef },
          by,
        );
      }),
  );

  router.post('/v1/endings/:id/brownouts', (request, response) =>
    change(
      request,
      response,
      'ending-brownout-plan',
      async found => {
        await requireManage(request, found);
        const { ending, subject, by } = found;
        const plan = request.body as BrownoutPlan;
        await brownouts.plan(ending, subject, plan, by);
      },
      201,
    ),
  );

  router.delete('/v1/endings/:id/brownouts/:brownoutId', (request, response) =>
    change(request, response, 'ending-brownout-cancel', async found => {
      await requireManage(request, found);
      const { ending, subject, by } = found;
      const id = Number(request.params.brownoutId);
      await brownouts.cancel(ending, subject, id, by);
    }),
  );

  router.get('/v1/endings/:id/announcement', async (request, response) => {
    const readable = await readerOf(request);
    const shown = await show(request, idOf(request));
    const ending = await store.get(shown.id);
    response.json(await texts.write(ending, shown, readable));
  });

  router.get('/v1/deprecations/unknown', async (request, response) => {
    const readable = await readerOf(request);
    response.json(
      await unknownNotices.list(
        readable,
        await guard.allows(request, integrationDriftReadPermission),
      ),
    );
  });

  router.get('/v1/deprecations/headers', async (request, response) => {
    const readable = await readerOf(request);
    const host = String(request.query.host);
    response.json({ host, items: await texts.listHeaders(host, readable) });
  });

  router.post('/v1/calendar-feeds', async (request, response) => {
    const readable = await readerOf(request);
    const { provider, consumer } = request.body as CalendarFeedRequest;
    const secret = await feeds.create(await guard.actorOf(request), {
      provider: provider?.map(ref => fullRefOf(ref, 'group')),
      consumer: consumer?.map(ref => fullRefOf(ref, 'component')),
      hasIntegrations: await reader.mayReadAll(readable),
    });
    response.status(201).json({ path: `/v1/calendar/${secret}.ics` });
  });

  router.get(
    '/v1/contracts/:registry/:subject/versions/:version/retirement',
    async (request, response) => {
      await readerOf(request);
      const { registry, subject, version } = request.params;
      response.json(
        await judge(request, {
          kind: 'version',
          contract: contractIdOf({ registry, subject }),
          version,
        }),
      );
    },
  );

  router.get(
    '/v1/integrations/:namespace/:name/retirement',
    async (request, response) => {
      await readerOf(request);
      const { namespace, name } = request.params;
      response.json(
        await judge(request, {
          kind: 'integration',
          integrationRef: fullRefOf(`${namespace}/${name}`, 'integration'),
        }),
      );
    },
  );

  router.get(
    '/v1/integrations/:namespace/:name/consumers',
    async (request, response) => {
      await readerOf(request);
      const { namespace, name } = request.params;
      const subject = await findReadable(request, {
        kind: 'integration',
        integrationRef: fullRefOf(`${namespace}/${name}`, 'integration'),
      });
      const told = await keeper.listToBeTold(subject);
      response.json({
        items: told.map(
          ({ name: called, entityRef, ownerRef, kind }): ToldConsumer => ({
            name: called,
            entityRef,
            ownerRef,
            kind,
          }),
        ),
      });
    },
  );

  router.get(
    '/v1/contracts/:registry/:subject/consumers',
    async (request, response) => {
      const readable = await readerOf(request);
      const { registry, subject: name } = request.params;
      const contract = contractIdOf({ registry, subject: name });
      const subject = await subjects.find({
        kind: 'version',
        contract,
        version: 'latest',
      });
      response.json(await reader.readMatrix(keeper, subject, readable));
    },
  );

  /** Looks anew, so that a pipeline is told how it is now. */
  async function judge(request: Request, named: EndingAnnouncement['subject']) {
    const subject = await findReadable(request, named);
    const open = await store.findOpen(subject.openKey);
    if (open) {
      await keeper.look(open);
      return (await show(request, open.id)).verdict;
    }
    return reader.withoutNames(
      await keeper.judge(subject),
      await guard.readCondition(request),
    );
  }

  /** @throws NotFoundError also where whoever asks may not read it */
  async function findReadable(
    request: Request,
    named: EndingAnnouncement['subject'],
  ): Promise<Subject> {
    const subject = await subjects.find(named);
    if (
      subject.kind === 'integration' &&
      !(await reader.isReadable(
        subject.integration.facets.entityRef,
        await guard.readCondition(request),
      ))
    ) {
      throw new NotFoundError(
        `There is no integration ${named.integrationRef}.`,
      );
    }
    return subject;
  }

  /** Who may see a consumer may answer for it where its owner is one of theirs. */
  function requireAnswer(request: Request, { ownerRef }: KnownConsumer) {
    return guard.requireFor(request, integrationEndingAnswerPermission, {
      ownerRef,
    });
  }
}

/** In lower case. */
function fullRefOf(ref: string, defaultKind: string): string {
  try {
    return stringifyEntityRef(
      parseEntityRef(ref, { defaultKind, defaultNamespace: 'default' }),
    ).toLocaleLowerCase('en-US');
  } catch {
    throw new InputError(
      `${ref} is no entity reference, such as ${defaultKind}:default/orders`,
    );
  }
}

function offsetOf(cursor: string | undefined): number {
  const offset = cursor === undefined ? 0 : Number(cursor);
  if (!Number.isInteger(offset) || offset < 0) {
    throw new InputError(
      'cursor must be one that this list gave; leave it out for the first page',
    );
  }
  return offset;
}

/** A calendar program has no credentials but the secret in the address. */
export function addCalendarRoute(
  router: Router,
  { endings: { feeds, texts } }: Pick<EndingRoutesOptions, 'endings'>,
): void {
  router.get('/v1/calendar/:secret.ics', async (request, response) => {
    const filter = await feeds.find(request.params.secret);
    if (!filter) {
      throw new NotFoundError(
        'There is no such calendar. A new address replaces the one before it: ask the Deprecations page for one.',
      );
    }
    response
      .set('Cache-Control', 'private, max-age=900')
      .type('text/calendar; charset=utf-8')
      .send(await texts.writeCalendar(filter));
  });
}
