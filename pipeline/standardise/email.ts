import { problem, value, type Rule } from "./rule.ts";
import { narrow } from "./text.ts";

const ADDRESS = /^[^\s@"(),:;<>[\\\]]+@[^\s@"(),:;<>[\\\].]+(\.[^\s@"(),:;<>[\\\].]+)+$/u;

/**
 * An e-mail address as one would write to it: lower case, nothing around it. Dots and tags stay, for they are part of
 * the address; which addresses are one mailbox is for identity's normaliser to say.
 */
export const email: Rule = (written) => {
  const address = narrow(written)
    .replace(/^mailto:/i, "")
    .toLowerCase();
  return ADDRESS.test(address) ? value(address) : problem("is not an e-mail address");
};
