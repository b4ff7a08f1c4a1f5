import type { globalaccelerator } from "@pulumi/aws";
import { CloudError } from "../../errors";
import facts from "../data/globalaccelerator.json";
import { publicAddress } from "../ec2/addresses";
import { globalArn, uuid } from "../identity";
import { all } from "../references";
import { resourceType, type AwsCall } from "../resource";
import { deploy } from "./deployments";
import { accelerator, invalidArgument, limitExceeded } from "./reference-targets";

type AcceleratorCall = AwsCall<globalaccelerator.CustomRoutingAcceleratorArgs>;

export const acceleratorType = resourceType<globalaccelerator.CustomRoutingAcceleratorArgs>({
  token: accelerator.type,
  service: "Global Accelerator",
  noun: "Global Accelerator Custom Routing Accelerator",
  operations: {
    create: "CreateCustomRoutingAccelerator",
    update: "UpdateCustomRoutingAccelerator",
    delete: "DeleteCustomRoutingAccelerator",
  },
  global: true,
  id: ({ session, hex }) => globalArn(session, "globalaccelerator", `accelerator/${uuid(hex(32))}`),
  defaults: { enabled: true, ipAddressType: "IPV4" },
  autoname: { property: "name", maxLength: 255 },
  validate: (call) => {
    requireName(call);
    requireIpv4(call);
    requireQuota(call);
    requireFlowLogBucket(call);
  },
  outputs: (call) => ({
    arn: call.id,
    dnsName: `a${call.hex(16, "dns")}.awsglobalaccelerator.com`,
    hostedZoneId: facts.hostedZoneId,
    ipSets: [{ ipAddresses: addressesOf(call), ipFamily: "IPv4" }],
    attributes: {
      flowLogsEnabled: false,
      flowLogsS3Bucket: "",
      flowLogsS3Prefix: "",
      ...call.inputs.attributes,
    },
  }),
  afterCreate: (call) => deploy(call, call.id),
  afterUpdate: (call) => deploy(call, call.id),
});

/** Two static addresses: the account's own first, where it brought some. */
function addressesOf({ inputs: { ipAddresses = [] }, hex }: AcceleratorCall): string[] {
  const amazons = ["1", "2"].map((salt) => publicAddress((length) => hex(length, salt)));
  return [...ipAddresses, ...amazons].slice(0, 2);
}

function requireName({ inputs: { name = "" } }: AcceleratorCall): void {
  if (/^[0-9A-Za-z]([0-9A-Za-z-]{0,62}[0-9A-Za-z])?$/.test(name)) return;
  throw invalidArgument(
    "The name can have a maximum of 64 characters, must contain only alphanumeric characters or hyphens (-), and must not begin or end with a hyphen.",
  );
}

function requireIpv4({ inputs: { ipAddressType } }: AcceleratorCall): void {
  if (ipAddressType !== "DUAL_STACK") return;
  throw invalidArgument("For a custom routing accelerator, the IP address type must be IPV4.");
}

function requireQuota(call: AcceleratorCall): void {
  if (call.previous || all(call, accelerator).length < facts.quotas.accelerators) return;
  throw limitExceeded(`The account has ${facts.quotas.accelerators} custom routing accelerators.`);
}

function requireFlowLogBucket({ inputs: { attributes }, world }: AcceleratorCall): void {
  if (!attributes?.flowLogsEnabled) return;
  const { flowLogsS3Bucket: bucket, flowLogsS3Prefix: prefix } = attributes;
  if (!bucket || !prefix) {
    throw invalidArgument(
      "FlowLogsS3Bucket and FlowLogsS3Prefix must be specified when flow logs are enabled.",
    );
  }
  if (world.all("aws:s3/bucket:Bucket").some(({ id }) => id === bucket)) return;
  throw new CloudError(
    "AccessDeniedException",
    `The bucket ${bucket} doesn't exist, or its policy doesn't let Global Accelerator write to it.`,
  );
}
