/**
 * Sends a landscape's traffic, as its applications would.
 *
 * @packageDocumentation
 */
export { readScenario } from './scenario/readScenario';
export { Receiver } from './sending/Receiver';
export { Simulator } from './Simulator';
