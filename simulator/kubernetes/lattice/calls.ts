import { isDeepStrictEqual } from "node:util";
import { scopeOf, stableHex } from "../../aws/identity";
import { requireReferences } from "../../aws/references";
import type { AwsCall, ResourceType } from "../../aws/resource";
import type { Properties } from "../../values";
import type { Entry } from "../../world";
import type { Control } from "./control";

/** Something that the controller wants to be at AWS. */
export interface Wanted {
  type: ResourceType;
  /** The Kubernetes object that it is for, as {@link ownerOf} names it. */
  owner: string;
  /** Which of the owner's things it is: `listener 80`. */
  part: string;
  /** As those of @pulumi/aws. */
  inputs: Properties;
}

/** Names an object as the owner of things at AWS. */
export function ownerOf({ cluster }: Control, kind: string, id: string): string {
  return `lattice ${cluster.scope} ${kind} ${id}`;
}

/**
 * Makes something at AWS, or changes it to what is wanted, under the rules that AWS has for it.
 *
 * @throws CloudError where AWS refuses it
 */
export function put({ world, place }: Control, { type, owner, part, inputs }: Wanted): Entry {
  const scope = scopeOf(place.session, type);
  const seed = `${owner} ${part}`;
  const previous = world.all(type.token, scope).find((entry) => entry.seed === seed);
  if (previous && isDeepStrictEqual(previous.inputs, inputs)) return previous;
  const hex = (length: number, salt = ""): string => stableHex(`${seed}${salt}`, length);
  const created = previous?.created ?? new Date().toISOString().replace(/\.\d+/, "");
  const about = { ...place, type: type.token, name: part, inputs, created, seed, hex };
  const call: AwsCall = {
    ...about,
    id: previous?.id ?? type.id(about),
    ...(previous && { previous }),
  };
  requireReferences(call, type.references ?? [], inputs);
  type.validate?.(call);
  const given = Object.entries(type.outputs?.(call) ?? {}).filter(
    ([, value]) => value !== undefined,
  );
  const outputs = {
    ...inputs,
    region: place.session.region,
    tagsAll: inputs["tags"] ?? {},
    ...(Object.fromEntries(given) as Properties),
    id: call.id,
  };
  const at = { provider: "aws", scope, type: type.token, id: call.id };
  const entry: Entry = { ...at, inputs, outputs, seed, created };
  world.put(entry);
  return entry;
}

/**
 * Removes what the controller of a cluster made and nobody wants any more.
 *
 * @param wanted seeds of what stays
 * @param undecided owners whose things stay, because what they want could not be made
 */
export function removeUnwanted(
  { world, cluster, place }: Control,
  wanted: ReadonlySet<string>,
  undecided: readonly string[],
): void {
  const prefix = `lattice ${cluster.scope} `;
  const own = world
    .everything()
    .filter(({ scope, seed = "" }) => scope === scopeOf(place.session) && seed.startsWith(prefix));
  for (const entry of own) {
    const { seed = "" } = entry;
    const stays = wanted.has(seed) || undecided.some((owner) => seed.startsWith(`${owner} `));
    if (!stays) world.remove(entry);
  }
}
