/** One step of the store's schema. Versions count from 1 without gaps; a step that was released is never edited. */
export type Migration = {
  readonly version: number;
  readonly title: string;
  readonly sql: string;
};
