import { InvalidArgumentError } from "commander";

/** Reads an option that is a whole number; anything else is told as the option's own error. */
export function wholeNumber(text: string): number {
  if (/^\d+$/.test(text)) return Number(text);
  throw new InvalidArgumentError("It is not a whole number.");
}
