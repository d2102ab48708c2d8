import { runCommand } from './lib/command.mjs';
import { Failure } from './lib/failure.mjs';
import { generateWireTypes } from './lib/wireTypes.mjs';
import { openWorkshop } from './lib/workshop.mjs';

// npm run generate [-- --check]: wire types from the OpenAPI documents.
runCommand(async args => {
  const check = args.includes('--check');
  const outdated = await generateWireTypes(await openWorkshop(), { check });
  if (check && outdated.length > 0) {
    throw new Failure(
      `These don't match their OpenAPI document: ${outdated.join(', ')}`,
      { advice: 'npm run generate writes them anew.' },
    );
  }
  console.log(
    outdated.length > 0
      ? `Written: ${outdated.join(', ')}`
      : 'The wire types are current.',
  );
});
