import { InputError } from '@backstage/errors';
import {
  integrationDocumentManagePermission,
  integrationDriftReadPermission,
} from '@tieline/plugin-integrations-common';
import {
  DocumentId,
  DocumentRecord,
  OrganisationDocument,
} from '@tieline/plugin-integrations-common/governance';
import { RouteGuard } from '@tieline/plugin-integrations-node';
import { Router } from 'express';
import { SurroundingsCache } from '../evidence/SurroundingsCache';
import { documentKind } from './documentKinds';
import { DocumentStore } from './DocumentStore';
import { OrganisationReader } from './OrganisationReader';
import { YEARLY_DAYS } from './readConfiguredDocuments';

/** What the organisation answers for the whole, and the documents that answer it. */
export function addOrganisationRoutes(
  router: Router,
  options: {
    guard: RouteGuard;
    reader: OrganisationReader;
    documents: DocumentStore;
    surroundings: SurroundingsCache;
  },
): void {
  const { guard, reader, documents, surroundings } = options;

  router.get('/v1/organisation-answers', async (request, response) => {
    const readable = await guard.readCondition(request);
    const [withDrift, mayRecord] = await Promise.all([
      guard.allows(request, integrationDriftReadPermission),
      guard.allows(request, integrationDocumentManagePermission),
    ]);
    response.json({
      items: await reader.read(readable, withDrift, new Date()),
      mayRecord,
    });
  });

  router.put('/v1/organisation-documents/:id', async (request, response) => {
    const id = request.params.id as DocumentId;
    const record: DocumentRecord = request.body;
    const document = await guard.audited(
      request,
      {
        eventId: 'document-record',
        severityLevel: 'medium',
        meta: { document: id },
      },
      async (): Promise<OrganisationDocument> => {
        await guard.require(request, integrationDocumentManagePermission);
        const now = new Date();
        const ownerRef = record.ownerRef?.toLocaleLowerCase('en-US');
        assertAddress(record.href);
        assertPast(record.reviewedOn, now);
        if (ownerRef && !(await surroundings.get()).exists(ownerRef)) {
          throw new InputError(
            `ownerRef: the catalog has no ${ownerRef}. Give the full reference of a group or a user, such as group:default/integration-office.`,
          );
        }
        const recorded = {
          id,
          title: record.title?.trim() || documentKind(id).title,
          href: record.href,
          ownerRef,
          reviewedOn: record.reviewedOn,
          reviewEveryDays: record.reviewEveryDays ?? YEARLY_DAYS,
          recordedAt: now.toISOString(),
          recordedBy: await guard.actorOf(request),
        };
        await documents.record(recorded);
        return recorded;
      },
    );
    response.json(document);
  });
}

function assertAddress(href: string): void {
  const isPath = /^\/(?!\/)/.test(href);
  const isWeb =
    URL.canParse(href) && ['http:', 'https:'].includes(new URL(href).protocol);
  if (!isPath && !isWeb) {
    throw new InputError(
      `href is ${href}; it has to begin with http:// or https://, or with / for a page of the portal.`,
    );
  }
}

function assertPast(reviewedOn: string | undefined, now: Date): void {
  if (reviewedOn !== undefined && reviewedOn > now.toISOString().slice(0, 10)) {
    throw new InputError(`reviewedOn is in the future: ${reviewedOn}.`);
  }
}
