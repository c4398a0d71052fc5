/** What tracking plans say of traits; see `createTraitRules` of the pipeline. */
export interface TraitRules {
  /** The traits that the plan of a source requires. */
  requiredOf(source: string): readonly string[];
  /** Whether a value is one that the plan of its source declares; null where no plan speaks of it. */
  isValid(source: string, key: string, value: unknown): boolean | null;
}
