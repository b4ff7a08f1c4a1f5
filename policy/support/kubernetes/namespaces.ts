import type { Stack, StackResource } from "../../frame/resource";
import { ifKnown, unknown, UnknownValueError } from "../../frame/unknown";

/** An object that may be in a namespace. */
interface Namespaced {
  metadata?: { namespace?: string };
}

const namespaceType = "kubernetes:core/v1:Namespace";

/**
 * The namespace of a Kubernetes object, `default` if it names none. If the name is unknown during
 * preview, it is that of the Namespace in the stack from which it was computed.
 *
 * @throws UnknownValueError if neither is known.
 */
export function namespaceOf(stack: Stack, object: StackResource): string {
  const read = () => (object.props as Namespaced).metadata?.namespace;
  const name = ifKnown(read);
  if (name !== unknown) return name ?? "default";
  const { found } = stack.target(object, "metadata", namespaceType, read);
  const home = found[0]?.props.metadata?.name;
  if (home === undefined) throw new UnknownValueError("metadata.namespace");
  return home;
}
