/**
 * What is wrong with the data, and how often. A rate is a share of what its comment names; the tests hold the feed to
 * them.
 */
export const RATES = {
  /** Of households of two or more: one tablet with the app and a browser, on which all sign in and out. */
  sharedTablet: 0.4,
  /** Of households of two or more: one landline that all of them give. */
  landline: 0.3,
  /** Of households of two or more: the first two have one e-mail between them. */
  coupleEmail: 0.08,
  /** Of households of two or more: the members decide differently about consent. */
  disagreeingHousehold: 0.06,
  /** Of people: they sign in at the kiosk in the shop. */
  kiosk: 0.125,
  /** Of people with a mobile number: it belonged to a stranger until the middle of the window. */
  recycledPhone: 0.01,
  /** Of people with an e-mail: a form has it with a slip of the keyboard, which is a value of its own. */
  mistypedEmail: 0.05,
  /** Of people with a mobile number: the same. */
  mistypedPhone: 0.03,
  /** Of forms with a name: the name has a slip in it. */
  mistypedName: 0.04,
  /** Of people with a CRM row: they have two of them. */
  twoCrmRows: 0.12,
  /** Of people with an e-mail: they have another one, which some forms get. */
  otherEmail: 0.15,
  /** Of browsers: the cookies are cleared once, and a new anonymous id begins. */
  clearedCookies: 0.15,
  /** Of e-mails written into a record: other case, or spaces around it. */
  retypedEmail: 0.12,
  /** Of sign-ins: identify is called twice, with the same traits. */
  repeatedIdentify: 0.25,
  /** Of records without a decision: an identifier is garbage, the others are right. */
  garbageBeside: 0.012,
  /** Of records without a decision: all its identifiers are garbage. */
  garbageOnly: 0.003,
  /** Of track calls: a property has a dot or a `$` in its key. */
  oddKeys: 0.01,
  /** Of records: delivered again with the same message id, byte for byte. */
  duplicate: 0.02,
  /** Of records of web, app, tills and ads: delivered an hour to ten days late. */
  late: 0.03,
  /** Of records of the web and the app: held back for 1 to 20 minutes, so that later ones overtake it. */
  overtaken: 0.04,
  /** Of records of the web and the app: `sentAt` is from a clock that is hours to weeks wrong. */
  wrongClock: 0.01,
} as const;

/** The name of a hazard. */
export type Hazard = keyof typeof RATES;
