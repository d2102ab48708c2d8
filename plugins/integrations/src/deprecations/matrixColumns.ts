import {
  ConsumerMatrix,
  MatrixRow,
} from '@tieline/plugin-integrations-common/contracts';
import { CsvRow } from '../shared/downloadCsv';

/** One version of a contract, as a column. */
export type MatrixVersion = ConsumerMatrix['versions'][number];

/** What somebody was seen to do with one version. */
export type MatrixCell = MatrixRow['cells'][number];

/** So many fit on a page; a history that is longer is cut down to what is used. */
const FITTING = 4;

/** What a version's state is, as a word. */
export function versionStateWord(version: MatrixVersion): string {
  if (!version.isRegistered) {
    return 'not registered';
  }
  return version.state === 'sunset'
    ? 'past its sunset'
    : (version.state ?? 'active');
}

/**
 * The columns that say something: the newest version, and those that somebody
 * uses or declares. All of them where all fit.
 */
export function usedVersions(matrix: ConsumerMatrix): MatrixVersion[] {
  const { versions, consumers } = matrix;
  if (versions.length <= FITTING) {
    return versions;
  }
  const used = new Set(
    consumers.flatMap(({ cells, declaredVersion }) => [
      ...cells.map(({ version }) => version),
      ...(declaredVersion ? [declaredVersion] : []),
    ]),
  );
  return versions.filter(
    ({ version }, index) => index === 0 || used.has(version),
  );
}

/** A row for each version that a consumer was seen with, and one where none was. */
export function toMatrixCsvRows(matrix: ConsumerMatrix): CsvRow[] {
  const states = new Map(
    matrix.versions.map(version => [
      version.version,
      versionStateWord(version),
    ]),
  );
  return matrix.consumers.flatMap(row => {
    const consumer: CsvRow = {
      consumer: row.name,
      entity: row.entityRef,
      owner: row.ownerRef,
      known: row.kind,
      integrations: row.integrationRefs.join(' '),
      'declared version': row.declaredVersion,
    };
    const cells: Array<MatrixCell | undefined> = row.cells.length
      ? row.cells
      : [undefined];
    return cells.map(cell => ({
      ...consumer,
      version: cell?.version,
      state: cell && states.get(cell.version),
      'share of its calls, last 30 days': cell?.share,
      'calls a day': cell?.callsPerDay,
      'last seen': cell?.lastSeenAt,
    }));
  });
}
