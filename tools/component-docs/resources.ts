/** A reference of a resource's input to another resource, as the engine recorded it. */
export interface Reference {
  /** The input that has it: `subnetIds`. */
  property: string;
  /** URN of what it comes from. */
  to: string;
}

/** A resource of a deployed stack. */
export interface Resource {
  urn: string;
  /** Type token: `aws:ec2/subnet:Subnet`. */
  type: string;
  /** Name in the stack. */
  name: string;
  /** False for components, which have children and nothing of their own. */
  custom: boolean;
  /** URN of the parent. */
  parent: string | undefined;
  /** References of the inputs. */
  references: Reference[];
  /** URNs of all that it waits for, references and `dependsOn`. */
  dependencies: string[];
  /** Kubernetes namespace that it is in. */
  namespace: string | undefined;
}

/** A deployed stack: its resources by URN, those that nobody refers to last. */
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

/** Reads what `pulumi stack export` writes. Stack and providers are left out. */
export function parseDeployment(exported: unknown): Deployment {
  const { resources = [] } = (exported as Exported).deployment;
  const kept = resources.filter(({ type }) => !type.startsWith("pulumi:"));
  // Registrations run side by side, so their order says nothing.
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

/** A resource and what it is in, the component that the stack itself made first. */
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
