import { diag, DiagLogLevel } from '@opentelemetry/api';
import { parseArgs } from 'node:util';
import { EndingAnnouncer } from './contracts/EndingAnnouncer';
import { HistoryPublisher } from './contracts/HistoryPublisher';
import { readContractHistories } from './contracts/readContractHistories';
import { EvidencePusher } from './evidence/EvidencePusher';
import { readPlannedEvidence } from './evidence/readPlannedEvidence';
import { Attester } from './people/Attester';
import { readPlannedAttestations } from './people/PlannedAttestations';
import { readScenario } from './scenario/readScenario';
import { wait } from './sending/persist';
import { PortalApiOptions } from './sending/PortalApi';
import { Receiver } from './sending/Receiver';
import { Clock, Simulator } from './Simulator';

/** From the package's folder, in which the simulator is started. */
const defaultScenario = 'scenarios/demo.yaml';
const defaultContracts = 'contracts';
const defaultEvidence = 'pipelines/evidence.yaml';
const defaultAttestations = 'people/attestations.yaml';

function log(message: string): void {
  process.stdout.write(`simulator: ${message}\n`);
}

/** Lets the SDK say what goes wrong (a partial success above all), each thing once. */
function listenToTheSdk(): void {
  const said = new Set<string>();
  const say = (message: string, ...details: unknown[]) => {
    if (!said.has(message)) {
      said.add(message);
      log([message, ...details.map(String)].join(' '));
    }
  };
  const ignore = () => {};
  diag.setLogger(
    { error: say, warn: say, info: ignore, debug: ignore, verbose: ignore },
    DiagLogLevel.WARN,
  );
}

/** A clock that stands still but for what is waited for, so that a run can be replayed. */
function standingClock(startMs: number): Clock {
  let nowMs = startMs;
  return {
    nowMs: () => nowMs,
    wait: async ms => {
      nowMs += ms;
    },
    rest: wait,
  };
}

/** What pipelines published before. */
async function publishContracts(
  options: PortalApiOptions,
  folder: string,
  nowMs: number,
): Promise<void> {
  const { contracts, endings } = await readContractHistories(folder);
  await new HistoryPublisher(options).publish(contracts, nowMs);
  await new EndingAnnouncer(options).announce(endings, nowMs);
}

/** What pipelines found, and find as time goes by. */
async function pushEvidence(
  options: PortalApiOptions,
  file: string,
  clock: Clock,
  once: boolean,
): Promise<void> {
  const plans = await readPlannedEvidence(file);
  await new EvidencePusher(options).push(plans, clock, once);
}

/** What people know, and say again as time goes by. */
async function attest(
  options: Omit<PortalApiOptions, 'token'>,
  file: string,
  clock: Clock,
  once: boolean,
): Promise<void> {
  const plans = await readPlannedAttestations(file);
  await new Attester(options).attest(plans, clock, once);
}

/** What ends the simulator: a signal, or the end of who started it. */
function listenForTheEnd(): AbortSignal {
  const end = new AbortController();
  for (const name of ['SIGTERM', 'SIGINT'] as const) {
    process.once(name, () => end.abort());
  }
  if (process.env.TIELINE_PARENT_PIPE) {
    process.stdin.resume();
    process.stdin.once('end', () => end.abort());
    process.stdin.once('error', () => end.abort());
  }
  return end.signal;
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      now: { type: 'string' },
      once: { type: 'boolean', default: false },
    },
  });
  const { env } = process;
  if (!env.TIELINE_OTLP_TOKEN) {
    throw new Error(
      'Set TIELINE_OTLP_TOKEN to a token that may send telemetry: .data/otlp-token holds one',
    );
  }
  const startMs = values.now ? Date.parse(values.now) : undefined;
  if (Number.isNaN(startMs)) {
    throw new Error(`--now must be an instant, not '${values.now}'`);
  }
  const scenario = await readScenario(env.TIELINE_SCENARIO ?? defaultScenario);
  listenToTheSdk();
  const signal = listenForTheEnd();
  const url = env.TIELINE_URL ?? 'http://localhost:7007';
  const receiver = new Receiver({
    url,
    otlpUrl: env.OTEL_EXPORTER_OTLP_ENDPOINT,
    ingestToken: env.TIELINE_OTLP_TOKEN,
    readToken: env.TIELINE_READ_TOKEN,
    signal,
    wait,
    log,
  });
  const clock: Clock = startMs
    ? standingClock(startMs)
    : { nowMs: Date.now, wait, rest: wait };
  const simulator = new Simulator({
    scenario,
    receiver,
    clock,
    signal,
    log,
    once: values.once,
  });
  const token = env.TIELINE_PIPELINE_TOKEN;
  const pipelines = token ? { url, token, signal, wait, log } : undefined;
  // A clock that stands still is moved by the traffic alone.
  const isOnce = values.once || startMs !== undefined;
  const aborted = new Promise<void>(done => {
    signal.addEventListener('abort', () => done());
  });
  // An exporter that is waiting to try again can't be told to stop.
  await Promise.race([
    aborted,
    Promise.all([
      simulator.run(),
      pipelines &&
        publishContracts(
          pipelines,
          env.TIELINE_CONTRACTS ?? defaultContracts,
          clock.nowMs(),
        ),
      pipelines &&
        pushEvidence(
          pipelines,
          env.TIELINE_EVIDENCE ?? defaultEvidence,
          clock,
          isOnce,
        ),
      pipelines &&
        attest(
          pipelines,
          env.TIELINE_ATTESTATIONS ?? defaultAttestations,
          clock,
          isOnce,
        ),
    ]).catch(error => {
      if (!signal.aborted) {
        throw error;
      }
    }),
  ]);
}

main().then(
  () => process.exit(0),
  error => {
    process.stderr.write(`simulator: ${error.message}\n`);
    if (error.cause) {
      process.stderr.write(`${error.cause.message ?? error.cause}\n`);
    }
    process.exit(1);
  },
);
