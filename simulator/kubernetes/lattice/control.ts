import { latticeController } from "../../../model/lattice/names";
import { configureAws } from "../../aws/configuration";
import type { Place } from "../../aws/resource";
import { isObject, text, type Properties } from "../../values";
import type { Entry, World } from "../../world";
import { vpcOf, type Cluster } from "../cluster";
import { chartOf } from "../kinds";
import { metadataOf, nameOf, namespaceOf, specOf, textOf } from "../object";
import type { KindName, Store } from "../store";
import { RELEASE, tokenOf } from "../token";
import { GATEWAY, GATEWAY_CLASS, parentsOf } from "./terms";

/** The controller's chart. */
const CHART = "aws-gateway-controller-chart";

/** What a controller that runs sees: its cluster, and the account that it works in. */
export interface Control {
  world: World;
  store: Store;
  cluster: Cluster;
  place: Place;
  vpcId: string;
  /** `<account>/<cluster>/<VPC>`: whose the things are that it makes. */
  owner: string;
}

/** The control of a cluster, or undefined where no controller runs in it that knows its Region. */
export function controlOf(world: World, store: Store, cluster: Cluster): Control | undefined {
  const release = world.all(RELEASE, cluster.scope).find((each) => chartOf(each) === CHART);
  if (!release) return undefined;
  const given = release.inputs["values"];
  const values = isObject(given) ? given : {};
  const region = textOf(values["awsRegion"]) || (cluster.eks?.scope.split("/").at(-1) ?? "");
  if (region === "") return undefined;
  const session = configureAws({ region });
  const vpcId = textOf(values["clusterVpcId"]) || text(vpcOf(cluster)["vpcId"]);
  const name = textOf(values["clusterName"]) || (cluster.eks?.id ?? "");
  const owner = `${session.account}/${name}/${vpcId}`;
  return { world, store, cluster, place: { world, session }, vpcId, owner };
}

/** Objects of a kind as they are kept. */
export function entriesOf({ world, cluster }: Control, kind: KindName): Entry[] {
  return world.all(tokenOf(kind), cluster.scope);
}

/** Puts an object in the place of what it was. */
export function keep({ world }: Control, entry: Entry, object: Properties): void {
  world.put({ ...entry, outputs: object });
}

/** The Gateways whose class names this controller. */
export function controlledGateways(control: Control): Entry[] {
  const classes = controlledClasses(control).map(({ outputs }) => nameOf(outputs));
  return entriesOf(control, GATEWAY).filter(({ outputs }) =>
    classes.includes(textOf(specOf(outputs)["gatewayClassName"])),
  );
}

/** The classes that name this controller. */
export function controlledClasses(control: Control): Entry[] {
  return entriesOf(control, GATEWAY_CLASS).filter(
    ({ outputs }) => specOf(outputs)["controllerName"] === latticeController.name,
  );
}

/** The Gateway of a route that this controller serves; it looks at one only. */
export function gatewayOf(control: Control, route: Properties): Properties | undefined {
  const gateways = controlledGateways(control).map(({ outputs }) => outputs);
  return parentsOf(route).flatMap(({ name, namespace }) =>
    gateways.filter((each) => nameOf(each) === name && namespaceOf(each) === namespace),
  )[0];
}

/** The object with a finalizer: it stays until whoever set it has done what there is to do. */
export function withFinalizer(object: Properties, finalizer: string): Properties {
  const { finalizers } = metadataOf(object);
  const given = Array.isArray(finalizers) ? finalizers : [];
  if (given.includes(finalizer)) return object;
  return {
    ...object,
    metadata: { ...metadataOf(object), finalizers: [...given, finalizer] },
  };
}
