import { AppError } from "../../../platform/errors.ts";
import type { Purpose } from "../../../platform/purposes.ts";
import { checkMerged } from "../domain/check-merged.ts";
import { purposesInForce } from "../domain/customer-record.ts";
import type { MergeForeseen } from "../domain/merge-preview.ts";
import { partsOf } from "./customers.ts";
import { planOf } from "./operate.ts";
import { prepareMerge } from "./prepare-merge.ts";
import type { RebuildContext } from "./rebuild.ts";
import { customerAt } from "./customer-at.ts";
import { readTouched } from "./touched.ts";

/** Works a merge out and writes nothing; throws where one of the two is nobody, or both are one. */
export async function foreseeMerge(
  asked: { readonly a: string; readonly b: string },
  context: RebuildContext & { readonly purposes: readonly Purpose[] },
): Promise<MergeForeseen> {
  const { store, rules, purposes } = context;
  const touched = await readTouched(store, { fresh: [], nodes: [asked.a, asked.b] });
  const [a, b] = [customerAt(touched, asked.a, "a"), customerAt(touched, asked.b, "b")];
  const parts = await partsOf(store, [a, b], { profile: {}, identifier: { decisions: 1 } });
  const inForce = (...ids: string[]): string[] =>
    purposesInForce(
      ids.flatMap((id) => parts.get(id)?.identifiers ?? []),
      purposes,
    ).sort();
  const now = { a: inForce(a), b: inForce(b) };
  const refused = (refusal: string): MergeForeseen => ({
    a,
    b,
    refusal,
    id: null,
    profiles: null,
    others: [],
    purposes: { ...now, merged: null },
  });
  try {
    const { customers, ...prepared } = await prepareMerge({ a, b }, "preview", context);
    const plan = await planOf({ ...prepared, removed: [] }, context);
    checkMerged(plan, customers, prepared.touched, rules);
    const own = prepared.touched.profiles.filter(({ customer }) => customers.includes(customer));
    const id = plan.holders.get(own[0]?.key ?? "") ?? null;
    return {
      a,
      b,
      refusal: null,
      id,
      profiles: plan.customers.find((one) => one.id === id)?.profiles ?? null,
      others: [...plan.changed, ...plan.gone].filter((one) => ![a, b, id].includes(one)).sort(),
      purposes: { ...now, merged: inForce(a, b) },
    };
  } catch (error) {
    if (error instanceof AppError && error.code === "CONFLICT") return refused(error.message);
    throw error;
  }
}
