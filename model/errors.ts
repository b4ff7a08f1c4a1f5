/** What a person got wrong, in the four parts that let them mend it. */
export interface InputProblem {
  /** The argument as its author writes it, with its path: `nodeGroups[0].instanceTypes`. */
  argument: string;
  /** What was given. Shown as JSON, so never a secret. */
  value: unknown;
  /** The rule that was broken, as the end of a sentence: `must lie in the VPC's 10.0.0.0/16`. */
  rule: string;
  /** What to do about it, as a sentence: `Choose a /18 inside of it.` */
  fix: string;
}

/**
 * An argument that cannot work, found before anything is created.
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

/** What people read of a problem. */
export function problemText({ argument, value, rule, fix }: InputProblem): string {
  return `${argument}: ${JSON.stringify(value) ?? "undefined"} ${rule}. ${fix}`;
}

/**
 * The path of a part of an argument, for errors.
 *
 * @param argument Path of the whole; empty for the arguments of a component, which have no name.
 * @example pathTo("network", "zones"); // "network.zones"
 */
export function pathTo(argument: string, part: string): string {
  return argument === "" ? part : `${argument}.${part}`;
}
