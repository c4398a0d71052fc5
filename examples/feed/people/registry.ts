/** Why several people, or nobody in particular, stand behind one value. */
export type SharedKind =
  | "household_device"
  | "household_browser"
  | "couple_email"
  | "landline"
  | "recycled_phone"
  | "kiosk"
  | "till";

/** A value that is not one person's own. */
export interface SharedValue {
  readonly namespace: string;
  /** In its plain form: see `plainForm`. */
  readonly value: string;
  readonly kind: SharedKind;
  /** Who uses it. Empty for a till, which is no customer's device. */
  readonly people: readonly string[];
}

/** Who holds which value, so that no value comes to two people by accident. */
export interface Registry {
  /** Draws until the value is nobody's yet. */
  claim(namespace: string, draw: (attempt: number) => string): string;
  /** Notes that a value is used by several. */
  share(value: SharedValue): void;
  shared(): readonly SharedValue[];
}

/** An empty registry. */
export function createRegistry(): Registry {
  const taken = new Set<string>();
  const shared: SharedValue[] = [];
  return {
    claim: (namespace, draw) => {
      for (let attempt = 0; ; attempt++) {
        const value = draw(attempt);
        const key = `${namespace}\n${value}`;
        if (taken.has(key)) continue;
        taken.add(key);
        return value;
      }
    },
    share: (value) => {
      shared.push(value);
    },
    shared: () => shared,
  };
}
