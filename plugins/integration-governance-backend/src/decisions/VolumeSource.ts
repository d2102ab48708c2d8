import { CountedVolume } from './readKnownProfile';

/** Knows what went over integrations within the last days. */
export interface VolumeSource {
  volumesOf(
    entityRefs: readonly string[],
    now: Date,
  ): Promise<ReadonlyMap<string, CountedVolume>>;
}
