import { Untold } from '@tieline/plugin-integrations-common/contracts';
import { Undelivered } from './Outbox';

/** A message that nobody took, as the API shows it. */
export function toUntold({
  message,
  atMs,
  attempts,
  problem,
}: Undelivered): Untold {
  const about = { at: new Date(atMs).toISOString(), attempts, problem };
  if (message.kind === 'change') {
    return { ...about, title: message.payload.title };
  }
  const { recipients, payload } = message.payload;
  return {
    ...about,
    title: payload.title,
    ...(recipients.type === 'entity' && {
      recipientRef: [recipients.entityRef].flat().join(', '),
    }),
  };
}
