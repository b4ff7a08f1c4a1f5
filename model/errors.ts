/** A mistake in the input, in four parts that allow the user to fix it. */
export interface InputProblem {
  /** Path of the argument in the author's input: `nodeGroups[0].instanceTypes`. */
  argument: string;
  /** The given value. It is shown as JSON, so it must never be a secret. */
  value: unknown;
  /** The broken rule, as the end of a sentence: `must lie in the VPC's 10.0.0.0/16`. */
  rule: string;
  /** The fix, as a sentence: `Choose a /18 inside of it.` */
  fix: string;
}

/**
 * An invalid argument, found before any resource is created.
 *
 * @example
 * throw new InputError({
 *   argument: "cidr",
 *   value: "172.17.0.0/20",
 *   rule: "overlaps 172.17.0.0/16, the container bridge of every node",
 *   fix: "Choose a range outside of it, for example 10.0.0.0/16.",
 * });
 */
export class InputError extends Error {
  override readonly name = "InputError";
  readonly argument: string;
  readonly value: unknown;
  readonly rule: string;
  readonly fix: string;

  constructor(problem: InputProblem) {
    super(problemText(problem));
    const { argument, value, rule, fix } = problem;
    this.argument = argument;
    this.value = value;
    this.rule = rule;
    this.fix = fix;
  }
}

/** The message of a problem. */
export function problemText({ argument, value, rule, fix }: InputProblem): string {
  return `${argument}: ${JSON.stringify(value) ?? "undefined"} ${rule}. ${fix}`;
}

/**
 * The path of a part of an argument, for errors.
 *
 * @param argument Path of the parent; empty for the arguments of a component, which have no name.
 * @example pathTo("network", "zones"); // "network.zones"
 */
export function pathTo(argument: string, part: string): string {
  return argument === "" ? part : `${argument}.${part}`;
}
