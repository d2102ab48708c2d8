import { createRouteRef } from '@backstage/frontend-plugin-api';

/** What needs attention now. */
export const homeRouteRef = createRouteRef();
/** The table of all integrations. */
export const integrationsRouteRef = createRouteRef();
/** The fleet's health. */
export const healthRouteRef = createRouteRef();
/** What raised an alarm, and what became of it. */
export const alarmsRouteRef = createRouteRef();
/** Where declared and observed differ. */
export const driftRouteRef = createRouteRef();
/** Every contract with its versions, one of them, and the judgement of a text. */
export const contractsRouteRef = createRouteRef();
/** Everything that ends, as a timeline. */
export const deprecationsRouteRef = createRouteRef();
/** The checklist's heat map. */
export const scorecardRouteRef = createRouteRef();
/** Exceptions to checks, and what somebody has to decide. */
export const waiversRouteRef = createRouteRef();
/** What pilots taught. */
export const practicesRouteRef = createRouteRef();
/** What integrations are judged by, and how that changes. */
export const checklistRouteRef = createRouteRef();
/** The portfolio's answers, frozen and compared. */
export const assessmentsRouteRef = createRouteRef();
/** Passes that somebody has to look at. */
export const auditsRouteRef = createRouteRef();
/** What nobody looks after, and what there may be twice. */
export const upkeepRouteRef = createRouteRef();
/** Which pattern an integration should have. */
export const decideRouteRef = createRouteRef();
/** What was decided, and what would be decided differently today. */
export const decisionsRouteRef = createRouteRef();
/** One decision: its reason, and the ranking that it was made by. */
export const decisionRouteRef = createRouteRef({ params: ['id'] });
/** What integrations cost to run. */
export const costsRouteRef = createRouteRef();
/** What is to be reviewed, what was, and what reviews found. */
export const reviewsRouteRef = createRouteRef();
/** One review: its agenda, and its record once it is signed. */
export const reviewRouteRef = createRouteRef({ params: ['id'] });
/** What to rehearse next, what was rehearsed, and how integrations fail. */
export const drillsRouteRef = createRouteRef();
/** How the receiver of telemetry itself is doing. */
export const operationsRouteRef = createRouteRef();
