import { unique, type Item } from "./items";
import { piecesOf, simpleName, type Piece } from "./pieces";
import { isWithin, lineage, type Deployment, type Resource } from "./resources";

const vpc = "aws:ec2/vpc:Vpc";
const subnet = "aws:ec2/subnet:Subnet";
const namespace = "kubernetes:core/v1:Namespace";
const cluster = "cluster";

/** One item per resource of a component and per outside resource that it refers to. */
export function itemsOf(deployment: Deployment, component: Resource): Item[] {
  const pieces = piecesOf(deployment, component.urn);
  const whole = new Map(
    pieces.flatMap(({ resource, parts }) =>
      [resource, ...parts].map(({ urn }): [string, string] => [urn, resource.urn]),
    ),
  );
  const around = new Map<string, Item>();
  const drawn = (urn: string): string[] => {
    const id = whole.get(urn);
    return id === undefined ? outside(deployment, component, urn, around) : [id];
  };
  const own = pieces.map((piece) => {
    const { resource, parts } = piece;
    const places = placesOf(deployment, piece).flatMap(drawn);
    const name = variant(resource.name, component.name);
    return {
      id: resource.urn,
      kind: kindOf(resource.type),
      names: unique([name.toLowerCase() === simpleName(resource.type).toLowerCase() ? "" : name]),
      count: 1,
      parts: countBy(parts.map(({ type }) => simpleName(type))),
      refersTo: unique(piece.refersTo.flatMap(drawn)),
      places: unique([...places, ...clusterPlaces(resource, places, around)]),
      outside: false,
    };
  });
  return [...own, ...around.values()];
}

/** The subnets or the VPC of an AWS resource, or the namespace of a Kubernetes object. */
function placesOf(deployment: Deployment, { resource }: Piece): string[] {
  const targets = resource.references
    // Configuration may name subnets that do not contain the resource.
    .filter(({ property }) => property !== "configurationValues")
    .map(({ to }) => to);
  const ofType = (type: string): string[] =>
    targets.filter((urn) => deployment.get(urn)?.type === type);
  if (resource.type.startsWith("kubernetes:")) return ofType(namespace);
  if (!resource.type.startsWith("aws:")) return [];
  const subnets = ofType(subnet);
  return subnets.length > 0 ? subnets : ofType(vpc);
}

function clusterPlaces(
  resource: Resource,
  places: readonly string[],
  around: Map<string, Item>,
): string[] {
  if (!resource.type.startsWith("kubernetes:") || places.length > 0) return [];
  add(around, { id: cluster, kind: "Kubernetes cluster" });
  if (resource.namespace === undefined) return [cluster];
  const id = `${cluster}/${resource.namespace}`;
  add(around, { id, kind: "Namespace", names: [resource.namespace], places: [cluster] });
  return [id];
}

/** The item of a resource outside of the component: VPCs and subnets, else its component. */
function outside(
  deployment: Deployment,
  component: Resource,
  urn: string,
  around: Map<string, Item>,
): string[] {
  const resource = deployment.get(urn);
  const home = new Set(lineage(deployment, component.urn));
  const owner = lineage(deployment, urn).find((ancestor) => !home.has(ancestor));
  // A namespace is drawn around its objects.
  if (!resource || !owner || resource.type === namespace) return [];
  // A nested component has no box; its resources have.
  if (isWithin(deployment, urn, component.urn)) return [];
  if (resource.type !== vpc && resource.type !== subnet) {
    const kind = owner.custom ? kindOf(owner.type) : simpleName(owner.type);
    add(around, { id: owner.urn, kind, names: [owner.name] });
    return [owner.urn];
  }
  const part = resource.type === vpc ? "" : ` ${variant(resource.name, owner.name)}`;
  const names = [`${owner.name}${part}`.trim()];
  const places = resource.references
    .filter(({ to }) => deployment.get(to)?.type === vpc)
    .flatMap(({ to }) => outside(deployment, component, to, around));
  add(around, { id: urn, kind: kindOf(resource.type), names, places });
  return [urn];
}

function add(around: Map<string, Item>, item: Pick<Item, "id" | "kind"> & Partial<Item>): void {
  const nothing = { names: [], parts: new Map(), refersTo: [], places: [], count: 1 };
  if (!around.has(item.id)) around.set(item.id, { ...nothing, ...item, outside: true });
}

/** A type in the notation of code: `ec2.Subnet` for AWS, only the kind for Kubernetes. */
function kindOf(type: string): string {
  const [provider, module = ""] = type.split(":");
  return provider === "kubernetes"
    ? simpleName(type)
    : `${module.split("/")[0]}.${simpleName(type)}`;
}

/** Availability Zones and Wavelength Zones. */
const zone = /\b[a-z]{2}(?:-gov)?-[a-z]+-\d(?:[a-z]|-wl\d-[a-z]{3}\d?-wlz-\d)(?=-|$)/;

/** A resource's name without its component's and without the zone. */
function variant(name: string, component: string): string {
  const own = name === component ? "" : name.replace(`${component}-`, "");
  return own.replace(zone, "").replaceAll(/^-|-$/g, "").replace("--", "-");
}

function countBy(texts: readonly string[]): Map<string, number> {
  return new Map(
    unique(texts).map((text) => [text, texts.filter((other) => other === text).length]),
  );
}
