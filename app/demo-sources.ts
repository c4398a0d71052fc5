/** What the vendors of the demo sources sign with; an environment variable of the same name takes its place. */
export const DEMO_SECRETS: Readonly<Record<string, string>> = {
  DEMO_SHOP_SECRET: "demo-shop-secret",
  DEMO_SUPPORT_SECRET: "demo-support-secret",
  DEMO_HUBSPOT_SECRET: "demo-hubspot-secret",
};
