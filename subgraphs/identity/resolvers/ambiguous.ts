import { AppError } from "../../../platform/errors.ts";

/** The error of an id that was issued and that nobody holds. */
export function ambiguous(field: string): AppError {
  return new AppError(
    "AMBIGUOUS_ID",
    `${field}: what this id stands for turned out to be shared by several people; look the customer up by an identifier.`,
    { field },
  );
}
