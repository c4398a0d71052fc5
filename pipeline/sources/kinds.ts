import { adsKind } from "./ads.ts";
import { apiKind } from "./api.ts";
import { hubspotKind } from "./hubspot.ts";
import { loyaltyKind } from "./loyalty.ts";
import type { Mapper } from "./mapping.ts";
import { posKind } from "./pos.ts";
import { salesforceKind } from "./salesforce.ts";
import { sdkKind } from "./sdk.ts";
import { sendgridKind } from "./sendgrid.ts";
import { shopifyKind } from "./shopify.ts";
import type { SourceKind } from "./source-kind.ts";
import { tableKind } from "./table.ts";
import { zendeskKind } from "./zendesk.ts";

/** Every kind of source that there is; a new one is its file and a line here. */
export function sourceKinds(mapper: Mapper): readonly SourceKind[] {
  return [
    sdkKind("web"),
    sdkKind("mobile"),
    sdkKind("server"),
    tableKind,
    salesforceKind,
    hubspotKind,
    shopifyKind,
    posKind,
    sendgridKind,
    adsKind,
    loyaltyKind,
    zendeskKind,
    apiKind(mapper),
  ];
}
