import { HumanDuration } from '@backstage/types';

export interface Config {
  integrationTelemetry?: {
    otlp?: {
      /**
       * The largest body that is taken, on the wire and unpacked, in bytes.
       * 67,108,864 (64 MiB) by default.
       */
      maxBodyBytes?: number;
      /**
       * How many bytes of bodies are worked on at once. Who sends more is asked
       * to send it again later. 268,435,456 (256 MiB) by default.
       */
      maxBytesInFlight?: number;
      /**
       * Serves OTLP on a port of its own, beside Backstage's; not by default.
       * Where the port is taken, the plugin says so and goes on without.
       */
      listen?:
        | false
        | {
            /** The address to listen on; 127.0.0.1 by default. */
            host?: string;
            /** OTLP's standard port, 4318, by default; any free one where 0. */
            port?: number | string;
          };
      /**
       * Whether telemetry is taken in a thread of its own, so that pages don't
       * wait for it, nor it for pages; it is by default. It takes some four
       * connections to PostgreSQL beside those of the plugin. A database in
       * memory can't be shared between threads, and one whose connections are
       * made by code (a cloud's connector) neither: there it is not done.
       */
      ownThread?: boolean;
      /** The environment of telemetry that names none; `production` by default. */
      defaultEnvironment?: string;
      /**
       * What tokens are bound to. A token that is not listed may send telemetry
       * of everything. What a token may not send is rejected item by item.
       */
      tokens?: Array<{
        /** The subject of the token in `backend.auth.externalAccess`. */
        subject: string;
        /** The environments that it may send telemetry of; all by default. */
        environments?: string[];
        /**
         * The owners whose integrations it may send telemetry of, such as
         * `group:default/checkout`; everybody's by default.
         */
        owners?: string[];
        /**
         * The environment of its telemetry that names none; by default the only
         * one of `environments`, else `integrationTelemetry.otlp.defaultEnvironment`.
         */
        defaultEnvironment?: string;
      }>;
    };
    /**
     * What tells callers of an integration apart that no service name names.
     * Consumer groups (`messaging.consumer.group.name`, and the older
     * `messaging.kafka.consumer.group`) always do; after them come API keys,
     * then accounts, then the caller's address. An integration takes up to 200
     * such callers a day, in up to half of its series; what is beyond counts
     * for `other callers`.
     */
    callers?: {
      /**
       * Attributes of spans, metrics or their resources that hold an API key or
       * its id, such as `http.request.header.x-consumer-id`, which Kong and
       * other gateways set. Of a value nothing but the first 12 digits of its
       * SHA-256 digest is stored. None by default.
       */
      apiKeyAttributes?: string[];
      /**
       * Attributes that hold an account, a tenant or a developer app, such as
       * `http.request.header.x-account-id`. None by default.
       */
      accountAttributes?: string[];
      /** Whether accounts are stored as they are; not by default, but as digests. */
      accountsInClear?: boolean;
      /**
       * What digests are keyed with (HMAC-SHA-256), so that nobody can find a
       * value by trying; they are not by default. Whoever changes it makes all
       * callers new ones.
       * @visibility secret
       */
      secret?: string;
    };
    /**
     * How many series (operation, consumer, version and so on) are kept apart.
     * What comes beyond is counted together in an overflow series.
     */
    cardinality?: {
      /** Series of one integration; 500 by default. */
      perIntegration?: number;
      /** Series of all integrations and undeclared flows; 200,000 by default. */
      overall?: number;
    };
    retention?: {
      /** How long points of a minute are kept; 48 hours by default. */
      minutes?: HumanDuration | string;
      /** How long points of an hour are kept; 90 days by default. */
      hours?: HumanDuration | string;
      /** How long points of a day, and runs, are kept; 2 years by default. */
      days?: HumanDuration | string;
    };
    /**
     * Metrics that tell how full a queue is, or how far its consumers are
     * behind, beside those that are known: `kafka.consumer_group.lag`,
     * `kafka_consumergroup_lag`, `rabbitmq.message.current`,
     * `rabbitmq_queue_messages_ready` and `_unacked`,
     * `ApproximateNumberOfMessagesVisible`, `ApproximateAgeOfOldestMessage`. A
     * metric that is listed here is read by these rules alone.
     */
    queueMetrics?: Array<{
      /** The metric's name. */
      metric: string;
      /** Messages that wait, that a consumer holds, a group's lag, or the age of the oldest. */
      measure: 'ready' | 'unacknowledged' | 'lag' | 'age';
      /** Attributes that name the queue or topic; the first that is there counts. */
      queue: string | string[];
      /** Attributes that name the consumer group. */
      group?: string | string[];
      /** Only points with one of these values of an attribute. */
      where?: { attribute: string; in: string[] };
      /** What a value is multiplied by to give messages or milliseconds; 1 by default. */
      factor?: number;
    }>;
    /** What may stay unexplained of what was sent before health is degraded. */
    reconciliation?: {
      /** As a share of what was sent; 0.001 by default, which is 0.1 %. */
      tolerance?: number;
      /** Fewer unexplained records than this are never a reason; 5 by default. */
      minRecords?: number;
      /**
       * Counters that tell what became of an integration's records, beside
       * `tieline.reconciliation.records` with the attribute
       * `tieline.reconciliation.outcome`. A metric that is listed here is read
       * by these rules alone. Whose records they are is told like that of
       * calls: by `tieline.integration`, else by the matchers. Counters that
       * engines have are read by the same rules, with or without `_total`.
       */
      metrics?: Array<{
        /** The metric's name. */
        metric: string;
        /** What it counts. */
        outcome: 'sent' | 'received' | 'rejected' | 'deduplicated';
        /** Only points that have one of the values of each of these attributes. */
        where?: Array<{ attribute: string; in: string[] }>;
        /** Attributes that name the data flow, where there are several. */
        flow?: string | string[];
        /** What is counted, in the plural; by default its unit, such as `{orders}`, else records. */
        unit?: string;
      }>;
    };
    evaluation?: {
      /** Time between two evaluations of health; 10 seconds by default. */
      interval?: HumanDuration | string;
      /**
       * Whether health, drift, alarms and slow changes are evaluated in a
       * thread of their own, so that pages don't wait for it; they are by
       * default, under the same conditions as `otlp.ownThread`, and not where
       * engines are asked.
       */
      ownThread?: boolean;
    };
    /**
     * Prometheus-compatible engines (Prometheus, Mimir, Thanos, VictoriaMetrics)
     * that hold metrics of spans: health, series, usage and drift are read from
     * there for integrations whose telemetry is not sent here.
     */
    engines?: Array<{
      /** What pages call it. */
      name: string;
      /** What `/api/v1/query` comes after, such as `http://mimir:8080/prometheus`. */
      url: string;
      auth?: {
        /** Sent as a bearer token; instead of username and password. @visibility secret */
        token?: string;
        username?: string;
        /** @visibility secret */
        password?: string;
      };
      /**
       * Sent with every request, such as `X-Scope-OrgID`, the tenant in Mimir.
       * @deepVisibility secret
       */
      headers?: { [name: string]: string };
      /** How long an answer may take; 15 seconds by default. */
      timeout?: HumanDuration | string;
      /** The longest answer that is taken; 67,108,864 (64 MiB) by default. */
      maxResponseBytes?: number;
      /** How many sets of labels are told apart; 100,000 by default. */
      maxSeries?: number;
      /** How long an answer is good for; 30 seconds by default. */
      refresh?: HumanDuration | string;
      /** How far back it is searched for what was seen; 7 days by default, at least one. */
      lookback?: HumanDuration | string;
      /** Time between two samples of a series; found out by default. */
      sampleInterval?: HumanDuration | string;
      /** Label matchers that go into every question, such as `cluster="eu"`. */
      filter?: string;
      /** The environment of telemetry that names none; by default `otlp.defaultEnvironment`. */
      environment?: string;
      /**
       * Whose telemetry counts where both our own store and the engine know an
       * integration in the same environment; `store` by default.
       */
      precedence?: 'store' | 'engine';
      /** The names of the metrics of spans; found out by default. */
      spanMetrics?: {
        /** The counter of calls, such as `traces_span_metrics_calls_total`. */
        calls: string;
        /** The histogram of durations, such as `traces_span_metrics_duration_seconds`. */
        durations?: string;
        /** The durations' unit; `seconds` by default. */
        unit?: 'seconds' | 'milliseconds';
      };
      /** Whether edges of service graphs are looked at for undeclared flows; true by default. */
      serviceGraphs?: boolean;
    }>;
    alarms?: {
      /**
       * How long a status has to last before it is an alarm, 1 minute by
       * default: what has one cause joins meanwhile.
       */
      settle?: HumanDuration | string;
      /** How long it has to be well before the alarm is over; 5 minutes by default. */
      clearAfter?: HumanDuration | string;
      /** Whether owners are told too that it is well again; not by default. */
      recoveryNotices?: boolean;
      /** Addresses that are told of every alarm, beside its owner. */
      webhooks?: Array<{
        /**
         * @visibility secret
         */
        url: string;
        /**
         * Signs the bodies: `X-Tieline-Signature: t=SECONDS,v1=HMAC`.
         * @visibility secret
         */
        secret: string;
      }>;
    };
    traces?: {
      /**
       * The address of a trace, for example
       * `https://jaeger.example.com/trace/{traceId}`; also `{spanId}`,
       * `{service}`, `{fromMs}` and `{toMs}`.
       */
      link?: string;
    };
    /** Whom the plugin may talk to: webhooks, engines. */
    outbound?: {
      /** Host names; `*.example.com` for all below one. Any by default. */
      allowedHosts?: string[];
      /** Whether hosts in your own network may be asked; not by default. Engines always may. */
      allowPrivateAddresses?: boolean;
    };
    catalog?: {
      /** Time between two looks at the catalog; 5 seconds by default. */
      interval?: HumanDuration | string;
    };
  };
}
