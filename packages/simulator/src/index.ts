/**
 * Sends a landscape's traffic, as its applications would.
 *
 * @packageDocumentation
 */
export { reconciliationsIn } from './reconciliation/reconciliationReports';
export { runsEnding, runsUnderWay, toReport } from './runs/jobRuns';
export { readScenario } from './scenario/readScenario';
export { Receiver } from './sending/Receiver';
export { Simulator } from './Simulator';
export { Landscape } from './traffic/Landscape';
