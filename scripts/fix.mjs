import { runCommand } from './lib/command.mjs';
import { tools } from './lib/paths.mjs';
import { runToEnd } from './lib/run.mjs';
import { generateWireTypes } from './lib/wireTypes.mjs';
import { openWorkshop } from './lib/workshop.mjs';

// npm run fix: wire types, lint findings that can be fixed, formatting.
runCommand(async () => {
  const toolchain = await openWorkshop();
  const { node, env } = toolchain;
  await generateWireTypes(toolchain, { check: false });
  const lint = await runToEnd(
    node,
    [tools.backstage, 'repo', 'lint', '--fix'],
    { env },
  );
  const format = await runToEnd(
    node,
    [tools.prettier, '--write', '--log-level', 'warn', '.'],
    { env },
  );
  return lint || format;
});
