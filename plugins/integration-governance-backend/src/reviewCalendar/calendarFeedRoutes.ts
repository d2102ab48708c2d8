import { NotFoundError } from '@backstage/errors';
import { RouteGuard } from '@tieline/plugin-integrations-node';
import { Router } from 'express';
import { CalendarFeedOffice } from './CalendarFeedOffice';
import { CalendarPublisher } from './CalendarPublisher';

/** Addresses that calendars read: given, listed, taken back. */
export function addCalendarFeedRoutes(
  router: Router,
  options: {
    guard: RouteGuard;
    feeds: CalendarFeedOffice;
    publisher: CalendarPublisher;
  },
): void {
  const { guard, feeds, publisher } = options;

  router.get('/v1/calendar-feeds', async (request, response) => {
    response.json({ items: await feeds.list(request) });
  });

  router.post('/v1/calendar-feeds', async (request, response) => {
    const feed = await guard.audited(
      request,
      { eventId: 'calendar-feed-add', severityLevel: 'medium' },
      () => feeds.add(request, request.body),
    );
    response.setHeader('Cache-Control', 'no-store');
    response.status(201).json(feed);
  });

  router.delete('/v1/calendar-feeds/:id', async (request, response) => {
    const id = String(request.params.id);
    await guard.audited(
      request,
      {
        eventId: 'calendar-feed-revoke',
        severityLevel: 'medium',
        meta: { feed: id },
      },
      () => feeds.revoke(request, id),
    );
    response.status(204).end();
  });

  // Whoever has the address is who it was given to: nobody is asked to sign in.
  router.get('/v1/calendar/:file', async (request, response) => {
    const token = String(request.params.file).replace(/\.ics$/, '');
    const calendar = await publisher.publish(token, new Date());
    if (calendar === undefined) {
      throw new NotFoundError('There is no such calendar.');
    }
    response.setHeader('Content-Type', 'text/calendar; charset=utf-8');
    response.setHeader('Cache-Control', 'private, max-age=300');
    response.setHeader('Referrer-Policy', 'no-referrer');
    response.send(calendar);
  });
}
