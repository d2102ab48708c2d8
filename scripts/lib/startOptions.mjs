import { isAbsolute, join } from 'node:path';
import { root } from './paths.mjs';
import { Failure } from './failure.mjs';

export const startHelp = `npm start [-- OPTIONS]

Installs, builds and runs Tieline with the demo landscape. What was done before is skipped.

  --empty        without the demo: an empty portal to fill with your own
  --port N       listen on this port (default 7007)
  --production   with app-config.production.yaml alone: PostgreSQL, OIDC, secrets from the environment
  --help         this text

  TIELINE_DATA_DIR   where databases, tokens and logs are kept (default .data in the checkout)`;

/**
 * Reads the command line of `npm start`.
 *
 * @param {string[]} args
 * @param {NodeJS.ProcessEnv} [env]
 * @returns {{ help: boolean, empty: boolean, production: boolean, port: number, dataDirectory: string }}
 * @throws Failure for an option that does not exist or a port that is none
 */
export function readStartOptions(args, env = process.env) {
  const options = {
    help: false,
    empty: false,
    production: false,
    port: 7007,
    dataDirectory: absolute(env.TIELINE_DATA_DIR || '.data'),
  };
  const rest = [...args];
  while (rest.length > 0) {
    const [name, attached] = rest.shift().split(/=(.*)/s);
    if (name === '--help' || name === '-h') {
      options.help = true;
    } else if (name === '--empty') {
      options.empty = true;
    } else if (name === '--production') {
      options.production = true;
    } else if (name === '--port') {
      options.port = readPort(attached ?? rest.shift());
    } else {
      throw new Failure(`There is no option ${name}.`, {
        advice: 'npm start -- --help lists the options.',
      });
    }
  }
  return options;
}

function readPort(text) {
  const port = Number(text);
  if (!/^\d+$/.test(text ?? '') || port < 1 || port > 65535) {
    throw new Failure(
      `--port takes a number from 1 to 65535, not ${text ?? 'nothing'}.`,
      { advice: 'npm start -- --port 7117' },
    );
  }
  return port;
}

function absolute(path) {
  return isAbsolute(path) ? path : join(root, path);
}
