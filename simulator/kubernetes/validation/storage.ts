import type { Field } from "../field";
import { canonicalQuantity, compareQuantities } from "../quantity";
import { dnsSubdomain, qualifiedName } from "./formats";
import { checkSelector } from "./selectors";

export function checkPersistentVolumeClaim(root: Field): void {
  checkClaim(root);
}

/** A claim: access modes and a size. */
export function checkClaim(claim: Field): void {
  const spec = claim.field("spec");
  const modes = spec.field("accessModes");
  if (modes.require("at least 1 access mode is required")) checkModes(modes);
  checkSize(spec.at("resources", "requests"), `${spec.path}.resources`);
  const storageClass = spec.field("storageClassName");
  if (storageClass.isSet) storageClass.matches(dnsSubdomain);
  checkSelector(spec.field("selector"));
}

export function checkPersistentVolume(root: Field): void {
  const spec = root.field("spec");
  const modes = spec.field("accessModes");
  if (modes.require()) checkModes(modes);
  checkSize(spec.field("capacity"));
  const sources = spec.entries().filter(([name, value]) => value.object && !NOT_SOURCES.has(name));
  if (spec.object && sources.length === 0) spec.missing("must specify a volume type");
  for (const [, extra] of sources.slice(1)) {
    extra.forbidden("may not specify more than 1 volume type");
  }
  const csi = spec.field("csi");
  if (csi.object) csi.field("volumeHandle").require();
}

const NOT_SOURCES = new Set(["capacity", "claimRef", "nodeAffinity"]);

export function checkStorageClass(root: Field): void {
  root.field("provisioner").matches((name) => qualifiedName(name.toLowerCase()));
  root.field("reclaimPolicy").oneOf(["Delete", "Retain"]);
  for (const [key] of root.field("parameters").entries()) {
    if (key === "") root.field("parameters").invalid("field can not be empty.", key);
  }
}

function checkModes(modes: Field): void {
  const single = modes.items().some(({ text }) => text === "ReadWriteOncePod");
  if (single && modes.items().length > 1) {
    modes.forbidden("may not use ReadWriteOncePod with other access modes");
  }
}

/** @param path how messages call the list, where not by its own path */
function checkSize(amounts: Field, path = amounts.path): void {
  const size = amounts.key("storage", path);
  const { text, number } = size;
  if (!size.require() || (text ?? number) === undefined) return;
  if (compareQuantities(text ?? number ?? 0, 0) <= 0) {
    size.invalid("must be greater than zero", canonicalQuantity(text ?? number ?? 0));
  }
}
