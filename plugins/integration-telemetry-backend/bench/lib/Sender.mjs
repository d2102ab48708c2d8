import { Agent, request } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';

/** Sends requests over connections that stay open, and counts every answer. */
export class Sender {
  #target;
  #connections;
  #next;
  #agent;
  #sent = [];
  #latencies = [];
  #answeredInTime = 0;

  /**
   * @param {{ target: { port: number, path: string, token: string }, connections: number,
   *   next: () => { number: number, bytes: Buffer } }} options
   */
  constructor({ target, connections, next }) {
    this.#target = target;
    this.#connections = connections;
    this.#next = next;
    this.#agent = new Agent({ keepAlive: true, maxSockets: connections });
  }

  /**
   * Warms up and then measures, without a pause between, so that what the receiver puts off in the measured time is
   * about what it had put off before.
   *
   * @param {{ warmMs: number, measuredMs: number, intervalMs?: number }} options with an interval, requests begin at
   *   fixed times whatever the answers take, and latencies count from then; without, each connection sends its next
   *   request when it has its answer
   * @throws Error at any answer but a plain success
   */
  async run({ warmMs, measuredMs, intervalMs }) {
    const startedAt = performance.now();
    const from = startedAt + warmMs;
    const until = from + measuredMs;
    const cpuBefore = process.cpuUsage();
    try {
      await (intervalMs
        ? this.#sendByClock(startedAt, from, until, intervalMs)
        : this.#sendByAnswers(from, until));
    } finally {
      this.#agent.destroy();
    }
    const cpu = process.cpuUsage(cpuBefore);
    const sorted = this.#latencies.sort((left, right) => left - right);
    const quantile = share => sorted[Math.floor((sorted.length - 1) * share)];
    return {
      sent: this.#sent,
      requests: this.#sent.reduce((sum, count) => sum + (count ?? 0), 0),
      requestsPerSecond: this.#answeredInTime / (measuredMs / 1000),
      p50Ms: quantile(0.5),
      p99Ms: quantile(0.99),
      maxMs: quantile(1),
      senderCpuShare:
        (cpu.user + cpu.system) / 1000 / (performance.now() - startedAt),
    };
  }

  async #sendByAnswers(from, until) {
    const keepSending = async () => {
      while (performance.now() < until) {
        await this.#sendOne(performance.now(), from, until);
      }
    };
    await Promise.all(Array.from({ length: this.#connections }, keepSending));
  }

  async #sendByClock(startedAt, from, until, intervalMs) {
    const answers = [];
    for (let nth = 0; ; nth += 1) {
      const dueAt = startedAt + nth * intervalMs;
      if (dueAt >= until) {
        break;
      }
      const waitMs = dueAt - performance.now();
      if (waitMs > 0) {
        await sleep(waitMs);
      }
      answers.push(this.#sendOne(dueAt, from, until));
    }
    await Promise.all(answers);
  }

  async #sendOne(dueAt, from, until) {
    const { number, bytes } = this.#next();
    await this.#post(bytes);
    const answeredAt = performance.now();
    this.#sent[number] = (this.#sent[number] ?? 0) + 1;
    if (answeredAt >= from && answeredAt < until) {
      this.#answeredInTime += 1;
    }
    if (dueAt >= from) {
      this.#latencies.push(answeredAt - dueAt);
    }
  }

  #post(bytes) {
    const { port, path, token } = this.#target;
    return new Promise((resolve, reject) => {
      const outgoing = request(
        {
          host: '127.0.0.1',
          port,
          path,
          method: 'POST',
          agent: this.#agent,
          headers: {
            Authorization: `Bearer ${token}`,
            'Content-Type': 'application/x-protobuf',
            'Content-Encoding': 'gzip',
            'Content-Length': bytes.length,
            'User-Agent':
              'OpenTelemetry Collector Contrib/0.140.0 (linux/amd64)',
          },
        },
        response => {
          const chunks = [];
          response.on('data', chunk => chunks.push(chunk));
          response.on('error', reject);
          response.on('end', () => {
            const body = Buffer.concat(chunks);
            // A full success is an empty message: no byte. Source: OTLP specification, "Full Success".
            if (response.statusCode === 200 && body.length === 0) {
              resolve();
            } else {
              reject(
                new Error(
                  `The receiver answered ${response.statusCode}: ${body.toString('latin1').slice(0, 500)}`,
                ),
              );
            }
          });
        },
      );
      outgoing.on('error', reject);
      outgoing.end(bytes);
    });
  }
}
