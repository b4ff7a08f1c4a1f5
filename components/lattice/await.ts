import { domainNameAnnotation } from "../../model/lattice/names";

/** Annotation of the Kubernetes provider with the conditions that a deployment waits for. */
const waitFor = "pulumi.com/waitFor";

/** Limits for the waiting for VPC Lattice; its documentation mentions two to five minutes. */
export const timeouts = { create: "10m", update: "10m", delete: "10m" };

/** Waits until the object has this condition for its latest generation. */
export function awaitCondition(type: string): Record<string, string> {
  return { [waitFor]: `condition=${type}` };
}

/**
 * Waits until each listener has accepted the route's latest generation and resolved all its
 * Services, and until the route has its domain name. The paths are JSONPath (RFC 9535).
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
