import {
  defaultResource,
  Resource,
  resourceFromAttributes,
} from '@opentelemetry/resources';
import { Consumer, DeadLetterQueue, Flow } from '../scenario/flow';
import { Scenario } from '../scenario/Scenario';
import { CallSide } from './callAttributes';

/** One flow as seen by one who takes part in it. */
export interface Participation {
  flow: Flow;
  role: CallSide | 'producer' | Consumer;
}

/** Somebody with a resource of its own: a service in an environment, or a Collector that watches a queue. */
export interface Reporter {
  /** Unique within a scenario. */
  key: string;
  resource: Resource;
  histogram: 'exponential' | 'explicit';
  participations: Participation[];
  queue?: DeadLetterQueue;
}

/** Everybody who reports something in a scenario, by key. */
export function reportersOf(scenario: Scenario): Reporter[] {
  const reporters = new Map<string, Reporter>();
  const take = (service: string, flow: Flow, role: Participation['role']) => {
    const key = `${service}@${flow.environment}`;
    const reporter = reporters.get(key) ?? {
      key,
      resource: serviceResource(scenario, service, flow.environment),
      histogram: scenario.services[service]?.histogram ?? 'exponential',
      participations: [],
    };
    reporter.participations.push({ flow, role });
    reporters.set(key, reporter);
  };
  for (const flow of scenario.flows) {
    if (flow.protocol === 'messaging') {
      if (flow.reportedBy.includes('producer')) {
        take(flow.from, flow, 'producer');
      }
      if (flow.reportedBy.includes('consumer')) {
        flow.consumers.forEach(consumer => {
          take(consumer.service, flow, consumer);
        });
      }
    } else {
      if (flow.from && flow.reportedBy.includes('client')) {
        take(flow.from, flow, 'client');
      }
      if (flow.reportedBy.includes('server')) {
        take(flow.to, flow, 'server');
      }
    }
  }
  for (const queue of scenario.deadLetterQueues) {
    const key = `queue ${queue.queue}@${queue.environment}`;
    reporters.set(key, {
      key,
      resource: queueResource(queue),
      histogram: 'exponential',
      participations: [],
      queue,
    });
  }
  return [...reporters.values()].sort((a, b) => (a.key < b.key ? -1 : 1));
}

/** The resource of a service in an environment. */
export function serviceResource(
  scenario: Scenario,
  name: string,
  environment: string,
): Resource {
  const service = scenario.services[name];
  return defaultResource().merge(
    resourceFromAttributes({
      'service.name': name,
      ...(service?.namespace && { 'service.namespace': service.namespace }),
      ...(service?.version && { 'service.version': service.version }),
      'deployment.environment.name': environment,
      ...service?.attributes,
    }),
  );
}

/** As the Collector's receivers for RabbitMQ and Kafka write it. */
function queueResource(queue: DeadLetterQueue): Resource {
  return resourceFromAttributes({
    'deployment.environment.name': queue.environment,
    ...(queue.system === 'rabbitmq' && {
      'rabbitmq.queue.name': queue.queue,
      'rabbitmq.vhost.name': '/',
    }),
  });
}
