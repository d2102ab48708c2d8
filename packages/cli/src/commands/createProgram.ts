import { Command } from 'commander';
import { Terminal } from '../Terminal';
import { toolVersion } from '../toolVersion';
import {
  canRetireIntegrationCommand,
  canRetireVersionCommand,
} from './canRetireCommand';
import { assessCommand } from './assessCommand';
import { applyChecklistCommand } from './applyChecklistCommand';
import { checkCommand } from './checkCommand';
import { importCommand } from './importCommand';
import { lintCommand } from './lintCommand';
import { publishCommand } from './publishCommand';
import { pushCommand } from './pushCommand';
import { runChecklistCommand } from './runChecklistCommand';
import { showChecklistCommand } from './showChecklistCommand';

/** What a command needs besides its own options. */
export interface CommandContext {
  terminal: Terminal;
  /** Takes the exit code. */
  end(code: number): void;
}

/** All commands with their options. */
export function createProgram(context: CommandContext): Command {
  const { terminal } = context;
  const program = new Command('tieline')
    .description(
      'Judges changes of contracts, checks Integration entities, pushes evidence and runs the checklist and assessments, in a pipeline or a terminal.',
    )
    .version(toolVersion)
    .addHelpText(
      'after',
      `
Exit codes: 0 fine, 1 violations, 2 could not judge.

Examples:
  tieline contracts check old.json new.json
  tieline contracts check --against origin/main -- specs
  tieline contracts publish specs/orders.yaml --contract catalog/api:default/orders
  tieline contracts can-retire catalog/api:default/orders 1.4.0
  tieline integrations lint catalog
  tieline evidence push tracking-mails --junit unit=reports/unit.xml
  tieline checklist run tracking-mails
  tieline assess --wait --export csv --output assessment.csv`,
    );
  const contracts = program
    .command('contracts')
    .description('versions of APIs, events and files');
  contracts.addCommand(checkCommand(context));
  contracts.addCommand(publishCommand(context));
  contracts.addCommand(importCommand(context));
  contracts.addCommand(canRetireVersionCommand(context));
  program
    .command('integrations')
    .description('entities of the kind Integration')
    .addCommand(lintCommand(context))
    .addCommand(canRetireIntegrationCommand(context));
  program
    .command('evidence')
    .description('what pipelines found, for the scorecard')
    .addCommand(pushCommand(context));
  program.addCommand(assessCommand(context));
  program
    .command('checklist')
    .description('what integrations are judged by, and what came of it')
    .addCommand(applyChecklistCommand(context))
    .addCommand(runChecklistCommand(context))
    .addCommand(showChecklistCommand(context));
  return configure(program, terminal);
}

/** Errors of arguments go the way of all others, for every command. */
function configure(command: Command, terminal: Terminal): Command {
  command
    .exitOverride()
    // publish and push have a --version of their own.
    .enablePositionalOptions()
    .configureOutput({
      writeOut: terminal.out,
      // What is thrown says it all.
      writeErr: () => {},
    })
    .showSuggestionAfterError(true);
  command.commands.forEach(inner => configure(inner as Command, terminal));
  return command;
}
