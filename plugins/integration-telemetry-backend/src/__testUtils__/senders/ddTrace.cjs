// dd-trace in its OTLP mode, which its environment turns on: its HTTP client
// instrumentation sends spans, its implementation of the metrics API metrics.
const { createRequire } = require('module');
require('dd-trace').init({ startupLogs: false });
const http = require('http');

const { calls, target, metric } = JSON.parse(process.argv[2]);

function call(path) {
  return new Promise((resolve, reject) => {
    http
      .get(`${target}${path}`, response => response.resume().on('end', resolve))
      .on('error', reject);
  });
}

async function measure() {
  // It registers with the version of the API that it depends on, which others
  // can't see through a newer one.
  const { metrics } = createRequire(require.resolve('dd-trace'))(
    '@opentelemetry/api',
  );
  const histogram = metrics
    .getMeter('test')
    .createHistogram('http.client.request.duration', { unit: 's' });
  for (const path of calls) {
    histogram.record(0.08, {
      'http.request.method': 'GET',
      'http.response.status_code': path.endsWith('fail') ? 503 : 200,
      'server.address': metric.address,
    });
  }
  await new Promise(resolve =>
    metrics.getMeterProvider().reader.forceFlush(resolve),
  );
}

async function run() {
  if (metric) {
    await measure();
    return;
  }
  for (const path of calls) {
    await call(path);
  }
}

run().catch(error => {
  process.stderr.write(`${error.stack}\n`);
  process.exitCode = 1;
});
