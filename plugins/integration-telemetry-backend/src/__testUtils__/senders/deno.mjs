// Deno's own instrumentation reports what its fetch calls and what its server
// answers; its exporter, which is written in Rust, sends both. Run by Deno.
/* global Deno */
const { calls, target } = JSON.parse(Deno.args[0]);

async function call(base, path) {
  const response = await fetch(`${base}${path}`);
  await response.text();
}

if (target) {
  for (const path of calls) {
    await call(target, path);
  }
} else {
  const server = Deno.serve(
    { port: 0, hostname: '127.0.0.1', onListen() {} },
    ({ url }) => new Response('', { status: url.endsWith('fail') ? 503 : 200 }),
  );
  for (const path of calls) {
    await call(`http://127.0.0.1:${server.addr.port}`, path);
  }
  await server.shutdown();
}
