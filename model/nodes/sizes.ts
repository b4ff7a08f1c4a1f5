import { InputError, pathTo } from "../errors";
import { count } from "../schema-parts";

/** Parts of a schema for the number of nodes that a group has. */
export const nodeSizes = {
  minSize: count("nodes at least", 0),
  desiredSize: count(
    "nodes at first; what changes it later (an autoscaler, a person) is not undone",
    0,
  ),
  maxSize: count("nodes at most", 1),
};

/** Minimum, desired and maximum number of a group's nodes. */
export interface NodeSizes {
  minSize: number;
  desiredSize: number;
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
