import {
  ChecklistState,
  ChecklistVersion as WireVersion,
} from '@tieline/plugin-integrations-common/governance';
import { createHash } from 'node:crypto';
import { StoredInstant, toInstant, toOptionalInstant } from '../../database';
import { ChecklistFile } from '../Checklist';
import { stableJson } from '../stableJson';

/** A checklist that counts, counted, or is to. */
export interface StoredVersion extends Omit<
  WireVersion,
  'questions' | 'checks' | 'preview' | 'mayManage'
> {
  /** As it was sent. */
  text: string;
  /** What it comes to, on the checklist that shipped then. */
  file: ChecklistFile;
  digest: string;
  preview?: StoredPreview;
}

/** How far the evaluation of what a draft would change is. */
export interface StoredPreview {
  state: 'waiting' | 'running' | 'done' | 'failed';
  because?: string;
  total: number;
  done: number;
  finishedAt?: string;
}

/** A version on its way in. */
export type NewVersion = Pick<
  StoredVersion,
  'origin' | 'text' | 'file' | 'note' | 'createdBy'
>;

export interface VersionRow {
  version: string;
  state: ChecklistState;
  open_key: string | null;
  origin: StoredVersion['origin'];
  text: string;
  resolved: string;
  digest: string;
  note: string | null;
  created_at: StoredInstant;
  created_by: string | null;
  activated_at: StoredInstant | null;
  activated_by: string | null;
  ended_at: StoredInstant | null;
  ended_by: string | null;
  preview_state: StoredPreview['state'] | null;
  preview_because: string | null;
  preview_total: number | null;
  preview_done: number | null;
  preview_finished_at: StoredInstant | null;
  preview_run: string | null;
  preview_beat_at: StoredInstant | null;
}

/** What makes two checklists the same, whatever they are called. */
export function digestOf({ questions, checks }: ChecklistFile): string {
  const asked = checks.map(({ origin: _origin, ...check }) => check);
  return createHash('sha256')
    .update(stableJson({ questions, checks: asked }))
    .digest('hex');
}

export function toVersion(row: VersionRow): StoredVersion {
  return {
    version: row.version,
    state: row.state,
    origin: row.origin,
    text: row.text,
    file: JSON.parse(row.resolved),
    digest: row.digest,
    note: row.note ?? undefined,
    createdAt: toInstant(row.created_at),
    createdBy: row.created_by ?? undefined,
    activatedAt: toOptionalInstant(row.activated_at),
    activatedBy: row.activated_by ?? undefined,
    endedAt: toOptionalInstant(row.ended_at),
    endedBy: row.ended_by ?? undefined,
    preview: row.preview_state
      ? {
          state: row.preview_state,
          because: row.preview_because ?? undefined,
          total: row.preview_total ?? 0,
          done: row.preview_done ?? 0,
          finishedAt: toOptionalInstant(row.preview_finished_at),
        }
      : undefined,
  };
}
