import * as pulumi from "@pulumi/pulumi";
import { canonicalTraffic, type Traffic } from "../../model/custom-routing/traffic";
import {
  addEndpoint,
  changeTraffic,
  globalAccelerator,
  readTraffic,
  removeEndpoint,
  type EndpointState,
} from "./endpoint-api";

/** Arguments of a {@link RoutedEndpoint}. */
export interface RoutedEndpointArgs {
  acceleratorArn: pulumi.Input<string>;
  endpointGroupArn: pulumi.Input<string>;
  subnetId: pulumi.Input<string>;
  /** IPv4 block of the subnet. */
  cidr: string;
  /** All ports of the endpoint group's destinations. */
  ports: readonly number[];
  /** The addresses and ports in this subnet that may receive traffic. */
  traffic: Traffic;
}

/**
 * A subnet in an endpoint group with the traffic that it admits.
 *
 * The AWS provider has no resource for the traffic, and replaces a group when its list of endpoints
 * changes, which would change every mapping. This resource calls `AddCustomRoutingEndpoints`,
 * `AllowCustomRoutingTraffic` and their opposites instead. The engine runs it in a separate
 * process, with the credentials and the endpoint that the SDK finds in the environment.
 */
export class RoutedEndpoint extends pulumi.dynamic.Resource {
  constructor(name: string, args: RoutedEndpointArgs, opts?: pulumi.CustomResourceOptions) {
    super(
      endpointProvider,
      name,
      { ...args, ports: [...args.ports], traffic: canonicalTraffic(args.traffic, args.ports) },
      opts,
      "custom-routing",
      "RoutedEndpoint",
    );
  }
}

/**
 * The provider that the engine calls. The stack's state stores its code, so `destroy` works without
 * the program.
 */
export const endpointProvider: pulumi.dynamic.ResourceProvider<EndpointState, EndpointState> = {
  diff(_id, olds, news) {
    const replaces = (["acceleratorArn", "endpointGroupArn", "subnetId", "cidr"] as const).filter(
      (key) => olds[key] !== news[key],
    );
    const same = (key: "ports" | "traffic") =>
      JSON.stringify(olds[key]) === JSON.stringify(news[key]);
    return Promise.resolve({
      changes: replaces.length > 0 || !same("ports") || !same("traffic"),
      replaces,
      // An endpoint group can contain a subnet only once.
      deleteBeforeReplace: true,
    });
  },

  async create(inputs) {
    await addEndpoint(globalAccelerator(), inputs);
    return { id: `${inputs.endpointGroupArn}/${inputs.subnetId}`, outs: inputs };
  },

  async read(id, props) {
    if (!props) throw new Error("An endpoint is known by its properties, not by its id alone");
    const traffic = await readTraffic(globalAccelerator(), props);
    return traffic === undefined ? { id: "" } : { id, props: { ...props, traffic } };
  },

  async update(_id, _olds, news) {
    await changeTraffic(globalAccelerator(), news);
    return { outs: news };
  },

  async delete(_id, props) {
    await removeEndpoint(globalAccelerator(), props);
  },
};
