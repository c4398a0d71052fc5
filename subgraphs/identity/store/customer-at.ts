import { AppError } from "../../../platform/errors.ts";
import type { Touched } from "./touched.ts";

/** The customer that an id or a key leads to; throws `NOT_FOUND` or `AMBIGUOUS_ID`, naming the field. */
export function customerAt(
  { identifiers, profiles }: Pick<Touched, "identifiers" | "profiles">,
  key: string,
  field: string,
): string {
  const holder =
    identifiers.find(({ id }) => id === key)?.customer ??
    profiles.find((profile) => profile.key === key)?.customer;
  if (holder !== undefined) return holder;
  if (identifiers.some(({ id }) => id === key))
    throw new AppError(
      "AMBIGUOUS_ID",
      `${field}: what this stands for is shared by several people; name the customer by another identifier.`,
      { field },
    );
  throw new AppError("NOT_FOUND", `${field}: nobody is known by this.`, { field });
}
