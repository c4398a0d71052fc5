import { readFileSync } from "node:fs";

/** The 360 of one customer, as it is registered for the demo partner. */
export const CUSTOMER_360 = readFileSync(
  new URL("../examples/documents/demo-partner/customer-360.graphql", import.meta.url),
  "utf8",
);

/** The same of many. */
export const CUSTOMERS_360 = CUSTOMER_360.replace(
  "query Customer360($by: CustomerSelector!)",
  "query Customers360($by: [CustomerSelector!]!)",
).replace("customer(by: $by)", "customers(by: $by)");
