import { InputError } from "../../model/errors";
import type { Schema } from "../../simulator/schema-file";
import type { Pairing } from "./pairing";
import type { TypeEntry } from "./types-yaml";

/**
 * A pointer that names nothing is a misspelling, or an exception that outlived its property.
 *
 * @param properties all inputs of the type, by pointer
 * @throws InputError naming the first such pointer
 */
export function checkPointers(
  token: string,
  { rename, replaces, mayReplace, inPlace, leaveOut }: TypeEntry,
  properties: [string, Schema][],
): void {
  const known = new Set(properties.map(([at]) => at));
  const fields = { rename, replaces, mayReplace, inPlace, leaveOut };
  for (const [field, pointers = {}] of Object.entries(fields)) {
    for (const pointer of Object.keys(pointers)) {
      if (known.has(pointer.split(" ")[0] ?? "")) continue;
      throw new InputError({
        argument: `types.yaml, ${token}, ${field}`,
        value: pointer,
        rule: "is no input of the resource",
        fix: "Write the path of a property as in the type's file, for example /vpcConfig/subnetIds.",
      });
    }
  }
}

/**
 * A rename must lead to a member of one of AWS' models.
 *
 * @param pairings what the inputs were paired with
 * @throws InputError naming the first that leads nowhere
 */
export function checkRenames(token: string, { rename = {} }: TypeEntry, pairings: Pairing[]): void {
  const paired = new Set(pairings.flatMap(({ values }) => values.map(({ at }) => at)));
  for (const [at, pointer] of Object.entries(rename)) {
    if (paired.has(at)) continue;
    throw new InputError({
      argument: `types.yaml, ${token}, rename ${at}`,
      value: pointer,
      rule: "is neither in the CloudFormation type nor in the operation's input",
      fix: "Write the path of a member as AWS does, for example /ResourcesVpcConfig/SubnetIds.",
    });
  }
}
