import { LoggerService } from '@backstage/backend-plugin-api';
import { stringifyError } from '@backstage/errors';
import { Told } from './agendaFacts';

/** Asks a source, or says that it is out: an agenda is written without it. */
export async function askSource<T>(
  logger: LoggerService,
  what: string,
  ask: () => Promise<T>,
): Promise<Told<T>> {
  try {
    return { value: await ask() };
  } catch (error) {
    logger.warn(
      `${what} could not be read for an agenda, which says so: ${stringifyError(error)}`,
    );
    return { outSince: undefined };
  }
}
