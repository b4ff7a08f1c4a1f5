import { choice, count, listOf, object, optional, text, withDefault } from "../schema-parts";
import { accessLogs } from "./access-logs";
import { defaultListeners, listener, podPorts } from "./listeners";

/** Schema of the settings of a Gateway, as a stack and the component have them. */
export const gatewaySettings = object("a Gateway of VPC Lattice", {
  networkName: text(
    "name of the service network and its Gateway: 3 to 63 lower-case letters, digits and single hyphens",
    { examples: ["shop"] },
  ),
  listeners: withDefault(
    listOf("ports that routes answer on, one or two", listener),
    defaultListeners,
  ),
  callers: withDefault(
    choice(
      "who may send requests: any client in the associated VPCs, principals of this account in them (who sign their requests), or whoever reaches the network",
      ["vpc", "account", "anyone"],
    ),
    "vpc",
  ),
  accessLogs: withDefault(accessLogs, { cloudWatchDays: 30 }),
});

/** Schema of the settings of the controller, as a stack and the component have them. */
export const controllerSettings = object("the controller of VPC Lattice", {
  replicas: withDefault(
    count(
      "controller pods, one of which leads: more than one survive the loss of a node, more than two that of a zone",
      1,
    ),
    2,
  ),
  podPorts: optional(podPorts),
});
