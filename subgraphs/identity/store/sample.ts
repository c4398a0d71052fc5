import { addAgreements, agreementOf, type SourceAgreement } from "../domain/quality/agreement.ts";
import type { StoredTraits } from "../domain/customer-record.ts";
import type { IdentityStore } from "./collections.ts";

/** How sources agree on a random sample of customers: two commands, whatever the number of customers. */
export async function sampleAgreement(
  { customers, profiles }: IdentityStore,
  size: number,
): Promise<SourceAgreement[]> {
  const sampled = await customers
    .aggregate<{ _id: string }>([{ $sample: { size } }, { $project: { _id: 1 } }], {
      batchSize: size + 1,
    })
    .toArray();
  const found = profiles.find(
    { customer: { $in: sampled.map(({ _id }) => _id) } },
    { projection: { customer: 1, traits: 1 }, batchSize: 10_000 },
  );
  const byCustomer = new Map<string, { readonly traits: StoredTraits }[]>();
  for await (const { customer, traits } of found) {
    const some = byCustomer.get(customer) ?? [];
    byCustomer.set(customer, some);
    some.push({ traits: traits ?? {} });
  }
  return addAgreements([...byCustomer.values()].flatMap(agreementOf));
}
