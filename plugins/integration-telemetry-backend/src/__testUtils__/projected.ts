import { Entity } from '@backstage/catalog-model';
import { readIntegration } from '@tieline/plugin-integrations-common';
import {
  ProjectedIntegration,
  toFacets,
} from '@tieline/plugin-integrations-node';
import { readdirSync, readFileSync } from 'fs';
import { join } from 'path';
import { parseAllDocuments } from 'yaml';

const DEMO_FOLDER = join(__dirname, '../../../../catalog/integrations');

/** An Integration as the projection holds it. */
export function projected(entity: Entity): ProjectedIntegration {
  return { facets: toFacets(entity), entity, ...readIntegration(entity) };
}

/** The integrations of the demo's catalog. */
export function readDemoIntegrations(): ProjectedIntegration[] {
  return readdirSync(DEMO_FOLDER)
    .flatMap(file =>
      parseAllDocuments(readFileSync(join(DEMO_FOLDER, file), 'utf8')),
    )
    .map(document => document.toJS() as Entity | null)
    .flatMap(entity =>
      entity?.kind === 'Integration' ? [projected(entity)] : [],
    );
}
