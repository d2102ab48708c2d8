import { OutboundGuard } from '@tieline/plugin-integrations-node';
import { createHmac } from 'crypto';
import { Alarm, Told } from './Alarm';

/** An address that is told of alarms. */
export interface AlarmWebhook {
  url: string;
  /** What its bodies are signed with. */
  secret: string;
}

/**
 * A signature of a body: HMAC-SHA-256 over the moment in seconds, a dot and
 * the body. The moment bounds for how long a copy is good.
 */
export function signatureOf(
  secret: string,
  seconds: number,
  body: string,
): string {
  const digest = createHmac('sha256', secret)
    .update(`${seconds}.${body}`)
    .digest('hex');
  return `t=${seconds},v1=${digest}`;
}

/** Tells other tools of alarms, signed. */
export class AlarmWebhooks {
  readonly #webhooks: readonly AlarmWebhook[];
  readonly #guard: OutboundGuard;
  readonly #baseUrl: string;
  readonly #linkOf: (alarm: Alarm) => string;
  readonly #now: () => number;

  constructor(options: {
    webhooks: readonly AlarmWebhook[];
    guard: OutboundGuard;
    /** Of the portal's pages. */
    baseUrl: string;
    linkOf: (alarm: Alarm) => string;
    now: () => number;
  }) {
    this.#webhooks = options.webhooks;
    this.#guard = options.guard;
    this.#baseUrl = options.baseUrl.replace(/\/$/, '');
    this.#linkOf = options.linkOf;
    this.#now = options.now;
  }

  async send(event: 'opened' | 'cleared', alarm: Alarm): Promise<Told[]> {
    const { headline, detail, runbook, victims, reasons, drift } =
      alarm.details;
    const iso = (ms: number | undefined) =>
      ms === undefined ? undefined : new Date(ms).toISOString();
    const body = JSON.stringify({
      event,
      alarm: {
        id: alarm.id,
        kind: alarm.kind,
        subject: alarm.subjectRef,
        environment: alarm.environment,
        status: alarm.status,
        rule: alarm.rule,
        headline,
        detail,
        reasons,
        owner: alarm.ownerRef,
        runbook,
        victims,
        flows: drift?.flows,
        since: iso(alarm.onsetMs),
        clearedAt: iso(alarm.clearedMs),
        link: `${this.#baseUrl}${this.#linkOf(alarm)}`,
      },
    });
    return Promise.all(
      this.#webhooks.map(webhook => this.#sendTo(webhook, alarm.id, body)),
    );
  }

  async #sendTo(
    { url, secret }: AlarmWebhook,
    id: string,
    body: string,
  ): Promise<Told> {
    const nowMs = this.#now();
    const attempt: Told = {
      channel: 'webhook',
      to: hostOf(url),
      at: new Date(nowMs).toISOString(),
    };
    try {
      const { status } = await this.#guard.request(url, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          'x-tieline-delivery': id,
          'x-tieline-signature': signatureOf(
            secret,
            Math.floor(nowMs / 1000),
            body,
          ),
        },
        body,
      });
      return status < 300 ? attempt : { ...attempt, error: `HTTP ${status}` };
    } catch (error) {
      return { ...attempt, error: String(error.message ?? error) };
    }
  }
}

/** Paths of webhooks are often secrets themselves. */
function hostOf(url: string): string {
  try {
    return new URL(url).host;
  } catch {
    return 'a webhook';
  }
}
