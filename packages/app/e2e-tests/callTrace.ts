import { randomBytes } from 'node:crypto';

/** A hand-written OTLP/JSON trace of one call. */
export function callTrace(source: string, target: string) {
  const endMs = Date.now();
  const text = (key: string, stringValue: string) => ({
    key,
    value: { stringValue },
  });
  return {
    resourceSpans: [
      {
        resource: { attributes: [text('service.name', source)] },
        scopeSpans: [
          {
            spans: [
              {
                traceId: randomBytes(16).toString('hex'),
                spanId: randomBytes(8).toString('hex'),
                name: 'GET /things',
                kind: 3,
                startTimeUnixNano: `${endMs - 120}000000`,
                endTimeUnixNano: `${endMs}000000`,
                attributes: [
                  text('http.request.method', 'GET'),
                  text('server.address', target),
                  text('url.full', `https://${target}/things/4711?secret=1`),
                  {
                    key: 'http.response.status_code',
                    value: { intValue: 200 },
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
