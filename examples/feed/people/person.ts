import type { Country } from "../words/places.ts";

/** A browser installation. Cookies that are cleared give it another anonymous id. */
export interface Browser {
  readonly anonymousId: string;
  /** The anonymous id after `clearedAt`. */
  readonly laterAnonymousId: string | null;
  readonly clearedAt: number;
  /** A first-party cookie that outlives the anonymous id; null where there is none. */
  readonly cookie: string | null;
  readonly ip: string;
}

/** A phone or tablet with the shop's app on it. */
export interface Device {
  readonly deviceId: string;
  readonly anonymousId: string;
  readonly system: "ios" | "android";
}

/** People under one roof. */
export interface Household {
  readonly id: string;
  readonly country: Country;
  readonly street: string;
  readonly city: string;
  readonly postalCode: string;
  readonly size: number;
  readonly landline: string | null;
  /** A tablet that they all use, without a new anonymous id when somebody signs out. */
  readonly tablet: Device | null;
  /** Whether the first two have one e-mail between them. */
  readonly couple: boolean;
  /** Whether its members decide differently about consent. */
  readonly disagrees: boolean;
}

/** Somebody, with all that is theirs. Null is what they do not have. */
export interface Person {
  readonly id: string;
  readonly household: Household;
  /** Place in the household, from 0. */
  readonly rank: number;
  readonly firstName: string;
  readonly lastName: string;
  readonly birthday: string;
  /** How much more than others they do; 1 is the middle. */
  readonly activity: number;
  /** The account in the web shop. */
  readonly userId: string | null;
  /** When the account was opened; long before the window for most. */
  readonly userSince: number;
  readonly email: string | null;
  /** Whether the other half of the couple has the same e-mail. */
  readonly emailIsShared: boolean;
  readonly otherEmail: string | null;
  readonly phone: string | null;
  /** Since when `phone` is theirs; before that they have `formerPhone`. */
  readonly phoneSince: number;
  readonly formerPhone: string | null;
  /** What they type by mistake in some forms. */
  readonly mistypedEmail: string | null;
  readonly mistypedPhone: string | null;
  readonly loyaltyId: string | null;
  readonly crmIds: readonly string[];
  readonly browsers: readonly Browser[];
  readonly device: Device | null;
  readonly usesKiosk: boolean;
}
