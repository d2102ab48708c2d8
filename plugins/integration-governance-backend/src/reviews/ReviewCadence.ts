/** How often something is to be reviewed. */
export interface ReviewCadence {
  /**
   * At the latest so many days after the last review, by subject.
   *
   * @param subjects - entity references, or `PORTFOLIO`; those that don't exist are left out
   */
  days(subjects: readonly string[]): Promise<Map<string, number>>;
}
