import { isUnknown, type Properties, type Value, text } from "../values";
import { isMadeWith, type Entry } from "../world";
import { isHere } from "./identity";
import type { Reference, Target } from "./reference-types";
import type { EntryOf, Place, ResourceType } from "./resource";

export type { Reference, Target } from "./reference-types";

/** The values that a reference path names: none where the input is absent. */
export function valuesAt(inputs: Properties, path: string): string[] {
  let values: (Value | undefined)[] = [inputs];
  for (const part of path.split(".")) {
    const key = part.replace("[]", "");
    values = values.map((value) => (value as Properties | null | undefined)?.[key]);
    if (part.endsWith("[]"))
      values = values.flatMap((value) => (Array.isArray(value) ? value : []));
  }
  return values.filter(
    (value): value is string => typeof value === "string" && value !== "" && !isUnknown(value),
  );
}

/** Everything of a target's type that a call in that place can see. */
export function all<Args>({ world, session }: Place, target: Target<Args>): EntryOf<Args>[] {
  const entries = world.all(target.type).filter(({ scope }) => isHere(session, scope));
  return entries as unknown as EntryOf<Args>[];
}

/** The entry that a reference means, or undefined. */
export function resolve<Args>(
  place: Place,
  target: Target<Args>,
  reference: string,
): EntryOf<Args> | undefined {
  return all(place, target).find((entry) => namesOf(entry, target).includes(reference));
}

/** @throws CloudError the target's not-found error */
export function requireTarget<Args>(
  place: Place,
  target: Target<Args>,
  reference: string,
): EntryOf<Args> {
  const entry = resolve(place, target, reference);
  if (!entry) throw target.notFound(reference);
  return entry;
}

/** Changes outputs of something that exists, as AWS does as the effect of a call on something else. */
export function amend<Args>({ world }: Place, entry: EntryOf<Args>, outputs: Properties): void {
  const changed = { ...entry, outputs: { ...entry.outputs, ...outputs } };
  world.put(changed as unknown as Entry);
}

/** @throws CloudError for the first reference to something that does not exist */
export function requireReferences(
  place: Place,
  references: readonly Reference[],
  inputs: Properties,
): void {
  for (const { path, to, when } of references) {
    for (const reference of valuesAt(inputs, path)) {
      if (when?.(reference) ?? true) requireTarget(place, to, reference);
    }
  }
}

/** @throws CloudError when something that `types` describe still refers to the entry */
export function requireUnused(
  { world, session }: Place,
  types: Iterable<ResourceType>,
  entry: Entry,
): void {
  for (const { token, references = [] } of types) {
    for (const { path, to, blocks = true } of references) {
      if (!blocks || to.type !== entry.type) continue;
      const names = namesOf(entry, to);
      const user = world
        .all(token)
        .filter((other) => other !== entry && !isMadeWith(other, entry))
        .filter(({ scope }) => isHere(session, scope))
        .find((other) => valuesAt(other.inputs, path).some((name) => names.includes(name)));
      if (user) throw to.inUse(entry, user);
    }
  }
}

function namesOf(
  { id, outputs }: Pick<Entry, "id" | "outputs">,
  { by = ["id"] }: Pick<Target, "by">,
): string[] {
  return by.map((output) => (output === "id" ? id : text(outputs[output])));
}
