import {
  DEFAULT_ENVIRONMENT,
  IntegrationSpec,
} from '@tieline/plugin-integrations-common';
import { ExternalOutcome } from '@tieline/plugin-integrations-common/telemetry';
import { ProjectedIntegration } from '@tieline/plugin-integrations-node';
import { integrationRefOf } from '../attribution/AttributionIndex';
import { Alarm } from './Alarm';
import { AlarmStore } from './AlarmStore';
import { ExternalEvent } from './readExternalEvents';

/** Takes in alarms of other tools, so that nobody is told twice. */
export class ExternalAlarms {
  readonly #store: AlarmStore;
  #owners = new Map<string, string | undefined>();
  /** The only integration that a service's telemetry belongs to. */
  #byService = new Map<string, string | undefined>();

  constructor(options: { store: AlarmStore }) {
    this.#store = options.store;
  }

  use(integrations: readonly ProjectedIntegration[]): void {
    this.#owners = new Map(
      integrations.map(({ facets }) => [facets.entityRef, facets.ownerRef]),
    );
    this.#byService = new Map();
    for (const { facets, spec } of integrations) {
      for (const service of servicesOf(spec)) {
        const isShared = this.#byService.has(service);
        this.#byService.set(service, isShared ? undefined : facets.entityRef);
      }
    }
  }

  /** @param integration - what all of them are about, where the sender said so */
  async take(
    events: readonly ExternalEvent[],
    integration: string | undefined,
    nowMs: number,
  ): Promise<ExternalOutcome> {
    const outcome: ExternalOutcome = { opened: 0, cleared: 0, ignored: 0 };
    const on = new Map(
      (await this.#store.listOn(['external'])).map(alarm => [
        alarm.openKey!,
        alarm,
      ]),
    );
    for (const event of events) {
      const known = on.get(event.key);
      if (event.isOn) {
        await this.#open(event, known, integration, nowMs);
        outcome.opened += 1;
      } else if (known) {
        await this.#store.update(
          {
            ...known,
            openKey: undefined,
            state: 'cleared',
            clearedMs: event.clearedMs ?? nowMs,
          },
          [{ event: 'cleared', message: `Resolved in ${event.source}` }],
          nowMs,
        );
        outcome.cleared += 1;
      } else {
        outcome.ignored += 1;
      }
    }
    return outcome;
  }

  async #open(
    event: ExternalEvent,
    known: Alarm | undefined,
    integration: string | undefined,
    nowMs: number,
  ): Promise<void> {
    const subjectRef = this.#subjectOf(event, integration);
    const current = {
      subjectRef,
      environment: event.environment ?? DEFAULT_ENVIRONMENT,
      rule: event.rule,
      status: event.status,
      state: 'open' as const,
      ownerRef: subjectRef && this.#owners.get(subjectRef),
      details: {
        headline: event.headline,
        detail: event.detail,
        reasons: [],
        told: [],
        untold: `${event.source} tells of it`,
        external: { source: event.source, url: event.url },
      },
    };
    if (known) {
      const details = { ...known.details, ...current.details };
      await this.#store.update({ ...known, ...current, details }, [], nowMs);
    } else {
      await this.#store.open({
        ...current,
        openKey: event.key,
        kind: 'external',
        onsetMs: event.onsetMs,
        noticedMs: nowMs,
      });
    }
  }

  #subjectOf(
    event: ExternalEvent,
    integration: string | undefined,
  ): string | undefined {
    const names = integration ? [{ integration }, ...event.names] : event.names;
    for (const name of names) {
      const ref =
        'integration' in name
          ? integrationRefOf(name.integration)
          : this.#byService.get(name.service);
      if (ref && this.#owners.has(ref)) {
        return ref;
      }
    }
    return undefined;
  }
}

function servicesOf(spec: Partial<IntegrationSpec>): Set<string> {
  const conditions = (spec.telemetry?.matchers ?? []).flatMap(
    matcher => matcher.conditions,
  );
  return new Set(
    conditions
      .filter(({ attribute }) => attribute === 'service.name')
      .flatMap(condition => condition.equals ?? condition.in ?? []),
  );
}
