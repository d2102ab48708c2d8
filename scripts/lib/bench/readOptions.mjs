import { Failure } from '../failure.mjs';

const DATABASES = ['sqlite', 'postgres'];

/**
 * What a run is asked for, for whoever works on the receiver and can't wait for a full one:
 * `TIELINE_BENCH_SECONDS` (20) of each measurement, `TIELINE_BENCH_SOAK_SECONDS` (60) at half the load,
 * `TIELINE_BENCH_ONLY` (`sqlite` or `postgres`), `TIELINE_BENCH_DOOR` (`listener` or `backstage`), and
 * `TIELINE_BENCH_PROFILE`, a folder for profiles of the server.
 *
 * @throws Failure where a value can't be meant
 */
export function readOptions(env = process.env) {
  const seconds = (name, otherwise) => {
    const value = Number(env[name] ?? otherwise);
    if (!(value >= 0)) {
      throw new Failure(`${name} is no number of seconds.`);
    }
    return value;
  };
  const only = env.TIELINE_BENCH_ONLY;
  if (only && !DATABASES.includes(only)) {
    throw new Failure(
      `TIELINE_BENCH_ONLY is ${only}; it can be ${DATABASES.join(' or ')}.`,
    );
  }
  return {
    seconds: seconds('TIELINE_BENCH_SECONDS', 20),
    soakSeconds: seconds('TIELINE_BENCH_SOAK_SECONDS', 60),
    databases: only ? [only] : DATABASES,
    door: env.TIELINE_BENCH_DOOR,
    profileFolder: env.TIELINE_BENCH_PROFILE,
  };
}
