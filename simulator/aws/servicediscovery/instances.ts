import type { servicediscovery } from "@pulumi/aws";
import { text } from "../../values";
import { requireTarget } from "../references";
import { resourceType, type AwsCall } from "../resource";
import { namespaceOf } from "./namespaces";
import { instance, invalidInput, service } from "./reference-targets";

type InstanceCall = AwsCall<servicediscovery.InstanceArgs>;

/** Limits of `RegisterInstance`: attributes of one's own; characters of all keys and values. */
const limits = { custom: 30, characters: 5000 };

export const instanceType = resourceType<servicediscovery.InstanceArgs>({
  token: instance.type,
  service: "ServiceDiscovery",
  noun: "Service Discovery Instance",
  operations: {
    create: "RegisterInstance",
    read: "GetInstance",
    update: "RegisterInstance",
    delete: "DeregisterInstance",
  },
  // The provider's id is the instance's alone; in the local cloud ids of one type are unique. The
  // longer form is that of `pulumi import`.
  id: ({ inputs }) => `${inputs.serviceId}/${inputs.instanceId}`,
  overwrites: true,
  references: [{ path: "serviceId", to: service }],
  validate: (call) => {
    requireSize(call);
    requireAttributes(call);
  },
});

function requireSize({ inputs: { attributes } }: InstanceCall): void {
  const custom = Object.keys(attributes).filter((key) => !key.startsWith("AWS_"));
  if (custom.length > limits.custom) {
    throw invalidInput(`Number of custom attributes exceeds ${limits.custom}`);
  }
  if (Object.entries(attributes).flat().join("").length > limits.characters) {
    throw invalidInput(`Total size of attributes exceeds ${limits.characters} characters`);
  }
}

/** What the records and the health check of its service need of an instance. */
function requireAttributes(call: InstanceCall): void {
  const { attributes, serviceId } = call.inputs;
  const { inputs, outputs } = requireTarget(call, service, serviceId);
  const { type } = namespaceOf(call, text(outputs["namespaceId"]));
  const types = inputs.dnsConfig?.dnsRecords.map((record) => String(record.type)) ?? [];
  const need = (key: string, when: boolean) => {
    if (!when || key in attributes) return;
    throw invalidInput(`Missing required attribute ${key}`);
  };
  if ("AWS_EC2_INSTANCE_ID" in attributes && type !== "HTTP") {
    throw invalidInput("AWS_EC2_INSTANCE_ID is supported in HTTP namespaces only");
  }
  if ("AWS_INIT_HEALTH_STATUS" in attributes && !inputs.healthCheckCustomConfig) {
    throw invalidInput("AWS_INIT_HEALTH_STATUS requires a service with HealthCheckCustomConfig");
  }
  if ("AWS_ALIAS_DNS_NAME" in attributes) {
    if (Object.keys(attributes).some((key) => key.startsWith("AWS_INSTANCE_"))) {
      throw invalidInput("AWS_ALIAS_DNS_NAME cannot be specified with AWS_INSTANCE attributes");
    }
    if (inputs.dnsConfig?.routingPolicy !== "WEIGHTED") {
      throw invalidInput("AWS_ALIAS_DNS_NAME requires the WEIGHTED routing policy");
    }
    return;
  }
  need("AWS_INSTANCE_IPV4", types.includes("A"));
  need("AWS_INSTANCE_IPV6", types.includes("AAAA"));
  need("AWS_INSTANCE_CNAME", types.includes("CNAME"));
  need("AWS_INSTANCE_PORT", types.includes("SRV") || inputs.healthCheckConfig !== undefined);
  need("AWS_INSTANCE_IPV4", types.includes("SRV") && !("AWS_INSTANCE_IPV6" in attributes));
}
