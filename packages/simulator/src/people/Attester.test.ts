import { readFileSync } from 'node:fs';
import { createServer, IncomingMessage, ServerResponse } from 'node:http';
import { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { text as readText } from 'node:stream/consumers';
import { parse } from 'yaml';
import { Attester } from './Attester';
import {
  PlannedAttestations,
  readPlannedAttestations,
} from './PlannedAttestations';

const nowMs = Date.parse('2026-11-26T12:00:00Z');
const person = 'user:default/mira.kask';
const plan: PlannedAttestations = {
  of: 'integration:default/tracking',
  by: person,
  href: 'https://wiki.example.com/reviews/tracking',
  daysAgo: 12,
  every: '25d',
  statements: {
    'review-held': 'Held with both teams.',
    'review-agenda': 'Nothing is open.',
  },
  runbook: 'Used it twice.',
};

/** Lets the person in, and keeps what is attested. */
class TestPortal {
  readonly people = new Set([person]);
  readonly records: Array<{ subject: string; receivedAt: string; body: any }> =
    [];
  readonly tokens = new Set<string | undefined>();
  readonly confirmations: Array<{ at: string; body: any }> = [];
  readonly #server = createServer((request, response) =>
    this.#answer(request, response),
  );

  async start(): Promise<string> {
    await new Promise<void>(done => {
      this.#server.listen(0, '127.0.0.1', done);
    });
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  stop() {
    this.#server.closeAllConnections();
    this.#server.close();
  }

  async #answer(request: IncomingMessage, response: ServerResponse) {
    const send = (status: number, body: object) => {
      response.writeHead(status, { 'Content-Type': 'application/json' });
      response.end(JSON.stringify(body));
    };
    if (request.url === '/api/auth/demo-people/refresh') {
      const chosen = request.headers['x-tieline-demo-person'] as string;
      return this.people.has(chosen)
        ? send(200, { backstageIdentity: { token: `token of ${chosen}` } })
        : send(403, { error: { name: 'NotAllowedError', message: 'Nobody' } });
    }
    this.tokens.add(request.headers.authorization);
    if (request.url!.includes('/runbooks/')) {
      return send(200, await this.#answerRunbook(request));
    }
    if (request.method === 'GET') {
      return send(200, { items: this.records });
    }
    this.records.push({
      subject: request.url!.split('/').at(-1)!,
      receivedAt: new Date(nowMs).toISOString(),
      body: JSON.parse(await readText(request)),
    });
    return send(200, {});
  }

  async #answerRunbook(request: IncomingMessage) {
    if (request.method === 'PUT') {
      this.confirmations.push({
        at: new Date(nowMs).toISOString(),
        body: JSON.parse(await readText(request)),
      });
    }
    return {
      modes: [{ id: 'late-file' }, { id: 'half-a-load' }],
      confirmation: this.confirmations.at(-1),
    };
  }
}

describe('what people of the landscape state', () => {
  let portal: TestPortal;
  let url: string;
  let said: string[];

  beforeEach(async () => {
    portal = new TestPortal();
    url = await portal.start();
    said = [];
  });
  afterEach(() => portal.stop());

  const attest = (atMs: number) =>
    new Attester({
      url,
      signal: new AbortController().signal,
      wait: async () => {},
      log: message => said.push(message),
    }).attest(
      [plan],
      { nowMs: () => atMs, wait: async () => {}, rest: async () => {} },
      true,
    );

  it('is attested in their names, of the day that it is true of', async () => {
    await attest(nowMs);
    expect(portal.tokens).toEqual(new Set([`Bearer token of ${person}`]));
    expect(portal.records.map(({ subject, body }) => [subject, body])).toEqual([
      [
        'review-held',
        {
          holds: true,
          statement: 'Held with both teams.',
          href: plan.href,
          on: '2026-11-14',
        },
      ],
      ['review-agenda', expect.objectContaining({ on: '2026-11-14' })],
    ]);
  });

  it('is left alone while it is young, and stated again when it is not', async () => {
    await attest(nowMs);
    await attest(nowMs + 24 * 86_400_000);
    expect(portal.records).toHaveLength(2);
    expect(portal.confirmations.map(({ body }) => body)).toEqual([
      { covers: ['late-file', 'half-a-load'], note: 'Used it twice.' },
    ]);
    await attest(nowMs + 26 * 86_400_000);
    expect(portal.records).toHaveLength(4);
    expect(portal.confirmations).toHaveLength(2);
  });

  it('is left out, and that is said, where the portal lets nobody in', async () => {
    portal.people.clear();
    await attest(nowMs);
    expect(portal.records).toEqual([]);
    expect(said).toEqual([
      expect.stringContaining(
        `what ${person} states of ${plan.of} is left out: `,
      ),
    ]);
  });

  it('in the demo is of checks that may be attested', async () => {
    const planned = await readPlannedAttestations(
      join(__dirname, '../../people/attestations.yaml'),
    );
    const checklist: { checks: Array<{ id: string; attestable?: boolean }> } =
      parse(
        readFileSync(
          join(
            __dirname,
            '../../../../plugins/integration-governance-backend/checklist/2026-11.yaml',
          ),
          'utf8',
        ),
      );
    const attestable = checklist.checks
      .filter(check => check.attestable)
      .map(({ id }) => id);
    const stated = planned.flatMap(({ statements }) => Object.keys(statements));
    expect(stated).not.toEqual([]);
    expect(attestable).toEqual(expect.arrayContaining(stated));
  });
});
