import { InputError, pathTo } from "../errors";

/** How many nodes a group has. */
export interface NodeSizes {
  /** Nodes at least. */
  minSize: number;
  /** Nodes at first; what changes it later (an autoscaler, a person) is not undone. */
  desiredSize: number;
  /** Nodes at most. */
  maxSize: number;
}

/** Checks the sizes of a group of nodes. @throws InputError */
export function checkSizes({ minSize, desiredSize, maxSize }: NodeSizes, argument: string): void {
  if (minSize >= 0 && minSize <= desiredSize && desiredSize <= maxSize && maxSize >= 1) return;
  throw new InputError({
    argument: pathTo(argument, "desiredSize"),
    value: desiredSize,
    rule: `does not lie between minSize, ${minSize}, and maxSize, ${maxSize}, which is at least 1`,
    fix: "Put the three into order.",
  });
}
