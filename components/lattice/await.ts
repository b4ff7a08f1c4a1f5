import { domainNameAnnotation } from "../../model/lattice/names";

/** Annotation of the Kubernetes provider: what a deployment waits for. */
const waitFor = "pulumi.com/waitFor";

/** Minutes that a deployment waits for VPC Lattice; its own documents speak of two to five. */
export const timeouts = { create: "10m", update: "10m", delete: "10m" };

/** Waits until the object has this condition, for the state that was asked for last. */
export function awaitCondition(type: string): Record<string, string> {
  return { [waitFor]: `condition=${type}` };
}

/**
 * Waits until a route is accepted by each listener with all its Services found, for the state
 * that was asked for last, and has its domain name. The paths are JSONPath (RFC 9535).
 */
export function awaitRoute(sections: readonly string[]): Record<string, string> {
  const conditions = sections.flatMap((section) =>
    ["Accepted", "ResolvedRefs"].map((type) => {
      const parent = `.status.parents[?@.parentRef.sectionName=='${section}']`;
      const current = `@.type=='${type}' && @.observedGeneration==$.metadata.generation`;
      return `jsonpath={${parent}.conditions[?${current}].status}=True`;
    }),
  );
  const name = `jsonpath={.metadata.annotations['${domainNameAnnotation}']}`;
  return { [waitFor]: JSON.stringify([...conditions, name]) };
}
