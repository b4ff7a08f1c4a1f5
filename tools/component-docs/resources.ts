/** A reference of a resource's input to another resource, as the engine recorded it. */
export interface Reference {
  /** The input that has it: `subnetIds`. */
  property: string;
  /** URN of the resource that provides the value. */
  to: string;
}

/** A resource of a deployed stack. */
export interface Resource {
  urn: string;
  /** Type token: `aws:ec2/subnet:Subnet`. */
  type: string;
  /** Name in the stack. */
  name: string;
  /** False for components, which exist only in the engine. */
  custom: boolean;
  /** URN of the parent. */
  parent: string | undefined;
  /** References of the inputs. */
  references: Reference[];
  /** URNs of all its dependencies: references and `dependsOn`. */
  dependencies: string[];
  /** Kubernetes namespace that it is in. */
  namespace: string | undefined;
}

/** A deployed stack: its resources by URN, with unreferenced resources last. */
export type Deployment = ReadonlyMap<string, Resource>;

interface Exported {
  deployment: { resources?: ExportedResource[] };
}

interface ExportedResource {
  urn: string;
  type: string;
  custom: boolean;
  parent?: string;
  inputs?: { namespace?: unknown; metadata?: { namespace?: unknown } };
  dependencies?: string[];
  propertyDependencies?: Record<string, string[] | null>;
}

/** Reads the output of `pulumi stack export`, without the stack resource and providers. */
export function parseDeployment(exported: unknown): Deployment {
  const { resources = [] } = (exported as Exported).deployment;
  const kept = resources.filter(({ type }) => !type.startsWith("pulumi:"));
  // Registrations run in parallel, so their order has no meaning.
  kept.sort((a, b) => (a.urn < b.urn ? -1 : 1));
  const urns = new Set(kept.map(({ urn }) => urn));
  const here = (list: readonly string[]): string[] => list.filter((urn) => urns.has(urn)).sort();
  return new Map(
    kept.map((resource) => [
      resource.urn,
      {
        urn: resource.urn,
        type: resource.type,
        name: resource.urn.split("::").at(-1) ?? "",
        custom: resource.custom,
        parent: urns.has(resource.parent ?? "") ? resource.parent : undefined,
        references: Object.entries(resource.propertyDependencies ?? {})
          .flatMap(([property, list]) => here(list ?? []).map((to) => ({ property, to })))
          .sort((a, b) => (a.property < b.property ? -1 : 1)),
        dependencies: here(resource.dependencies ?? []),
        namespace: namespaceOf(resource),
      },
    ]),
  );
}

function namespaceOf({ type, inputs }: ExportedResource): string | undefined {
  if (!type.startsWith("kubernetes:")) return undefined;
  const namespace = inputs?.metadata?.namespace ?? inputs?.namespace;
  return typeof namespace === "string" ? namespace : undefined;
}

/** A resource and its parents, beginning with the stack's direct child. */
export function lineage(deployment: Deployment, urn: string): Resource[] {
  const resource = deployment.get(urn);
  if (!resource) return [];
  return [...(resource.parent === undefined ? [] : lineage(deployment, resource.parent)), resource];
}

/** Whether a resource is a component's child, or a child's child. */
export function isWithin(deployment: Deployment, urn: string, component: string): boolean {
  return lineage(deployment, urn)
    .slice(0, -1)
    .some((ancestor) => ancestor.urn === component);
}
