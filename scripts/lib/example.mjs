import { randomBytes } from 'node:crypto';

/** The header list of OTLP's environment variables is percent-encoded (W3C Baggage), so a space is `%20`. */
export function otlpHeaders(token) {
  return `Authorization=${encodeURIComponent(`Bearer ${token}`)}`;
}

/** Where an exporter sends to; it adds `/v1/traces` and `/v1/metrics` by itself. */
export function otlpEndpoint(baseUrl) {
  return `${baseUrl}/api/integration-telemetry/otlp`;
}

/**
 * Two ways to send a trace, ready to paste: the variables that every OpenTelemetry SDK reads, and a call with curl. The
 * call is one that nobody declared, from one service to another, so that it shows up under drift.
 */
export function sendExample(baseUrl, token, nowMs = Date.now()) {
  const traceId = randomBytes(16).toString('hex');
  const body = JSON.stringify(exampleTrace(traceId, nowMs));
  return `Send your own telemetry: any OpenTelemetry SDK reads these
  export OTEL_EXPORTER_OTLP_ENDPOINT=${otlpEndpoint(baseUrl)}
  export OTEL_EXPORTER_OTLP_HEADERS="${otlpHeaders(token)}"

or, without one, a call from "my-service" to "my-other-service":
  curl -i '${otlpEndpoint(baseUrl)}/v1/traces' \\
    -H 'Authorization: Bearer ${token}' -H 'Content-Type: application/json' \\
    -d '${body}'`;
}

function exampleTrace(traceId, nowMs) {
  const startMs = nowMs - 120;
  const text = (key, stringValue) => ({ key, value: { stringValue } });
  return {
    resourceSpans: [
      {
        resource: { attributes: [text('service.name', 'my-service')] },
        scopeSpans: [
          {
            spans: [
              {
                traceId,
                spanId: traceId.slice(0, 16),
                name: 'GET /v1/things',
                kind: 3,
                startTimeUnixNano: `${startMs}000000`,
                endTimeUnixNano: `${nowMs}000000`,
                attributes: [
                  text('http.request.method', 'GET'),
                  text('server.address', 'my-other-service'),
                  text('url.full', 'https://my-other-service/v1/things'),
                  {
                    key: 'http.response.status_code',
                    value: { intValue: '200' },
                  },
                ],
              },
            ],
          },
        ],
      },
    ],
  };
}
