import { version } from '../package.json';

/** As in the package. */
export const toolVersion: string = version;
