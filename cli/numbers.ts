import { InvalidArgumentError } from "commander";

/** Reads an option that must be a whole number; reports anything else as an error of the option. */
export function wholeNumber(text: string): number {
  if (/^\d+$/.test(text)) return Number(text);
  throw new InvalidArgumentError("It is not a whole number.");
}
