import { ReconciliationIndicators } from '@tieline/plugin-integrations-common/telemetry';

/** 142 orders arrived twice, in eleven hours. */
export const doubledOrders: ReconciliationIndicators = {
  from: '2026-11-21T21:00:00.000Z',
  to: '2026-11-22T08:00:00.000Z',
  state: 'doubled',
  sent: 4_580,
  received: 4_722,
  unexplained: -142,
  unexplainedShare: 0.031,
  unit: 'orders',
  sources: ['shop', 'carrier'],
  tolerance: 0.001,
  windows: 11,
};
