import { InputError } from "../../model/errors";
import type { Schema } from "../../simulator/schema-file";
import type { Pairing } from "./pairing";
import type { TypeEntry } from "./types-yaml";

/**
 * Checks that pointers name inputs. Another pointer is misspelt, or its property no longer exists.
 *
 * @param properties all inputs of the type, by pointer
 * @throws InputError for the first other pointer
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
        rule: "is not an input of the resource",
        fix: "Write the path of a property as in the type's file, for example /vpcConfig/subnetIds.",
      });
    }
  }
}

/**
 * Checks that renames lead to members of AWS' models.
 *
 * @param pairings the pairings of the inputs
 * @throws InputError for the first rename without a member
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
