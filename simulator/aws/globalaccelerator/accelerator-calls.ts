import type * as sdk from "@aws-sdk/client-global-accelerator";
import type { globalaccelerator } from "@pulumi/aws";
import type { ApiCalls } from "../../api/json-service";
import { CloudError } from "../../errors";
import { text } from "../../values";
import { all, requireTarget } from "../references";
import type { EntryOf, Place } from "../resource";
import { lookAtDeployment } from "./deployments";
import { addressesOf } from "./mapping-calls";
import { page } from "./pages";
import type { Resources } from "./resources";
import { accelerator } from "./reference-targets";

type Accelerator = EntryOf<globalaccelerator.CustomRoutingAcceleratorArgs>;

/** The operations on accelerators. */
export function acceleratorCalls(resources: Resources): ApiCalls {
  return {
    async CreateCustomRoutingAccelerator(
      place: Place,
      input: sdk.CreateCustomRoutingAcceleratorRequest,
    ) {
      const arn = await resources.create(place, accelerator, input.IdempotencyToken, {
        name: input.Name,
        enabled: input.Enabled ?? true,
        ipAddressType: input.IpAddressType ?? "IPV4",
        ipAddresses: input.IpAddresses,
        tags: tagsOf(input.Tags),
      });
      return described(place, arn);
    },
    DescribeCustomRoutingAccelerator: (
      place: Place,
      input: sdk.DescribeCustomRoutingAcceleratorRequest,
    ) => described(place, input.AcceleratorArn),
    ListCustomRoutingAccelerators(place: Place, input: sdk.ListCustomRoutingAcceleratorsRequest) {
      const { items, next } = page([all(place, accelerator)], input);
      return { Accelerators: items.map((entry) => describe(place, entry)), ...next };
    },
    async UpdateCustomRoutingAccelerator(
      place: Place,
      input: sdk.UpdateCustomRoutingAcceleratorRequest,
    ) {
      await resources.update(place, accelerator, requireSettled(place, input), {
        name: input.Name,
        enabled: input.Enabled,
        ipAddressType: input.IpAddressType,
        ipAddresses: input.IpAddresses,
      });
      return described(place, input.AcceleratorArn);
    },
    async DeleteCustomRoutingAccelerator(
      place: Place,
      input: sdk.DeleteCustomRoutingAcceleratorRequest,
    ) {
      const { id, outputs } = requireSettled(place, input);
      if (outputs["enabled"] === true) {
        throw new CloudError(
          "AcceleratorNotDisabledException",
          "The accelerator that you specified could not be disabled.",
        );
      }
      await resources.delete(place, accelerator, id);
      return {};
    },
    DescribeCustomRoutingAcceleratorAttributes: (
      place: Place,
      input: sdk.DescribeCustomRoutingAcceleratorAttributesRequest,
    ) => attributes(place, input.AcceleratorArn),
    async UpdateCustomRoutingAcceleratorAttributes(
      place: Place,
      input: sdk.UpdateCustomRoutingAcceleratorAttributesRequest,
    ) {
      await resources.update(place, accelerator, requireSettled(place, input), {
        attributes: {
          flowLogsEnabled: input.FlowLogsEnabled ?? false,
          flowLogsS3Bucket: input.FlowLogsS3Bucket ?? "",
          flowLogsS3Prefix: input.FlowLogsS3Prefix ?? "",
        },
      });
      return attributes(place, input.AcceleratorArn);
    },
    ListTagsForResource(place: Place, input: sdk.ListTagsForResourceRequest) {
      const { tagsAll } = accelerated(place, input.ResourceArn).outputs;
      const tags = Object.entries(tagsAll as Record<string, string>);
      return { Tags: tags.map(([Key, Value]) => ({ Key, Value })) };
    },
    async TagResource(place: Place, input: sdk.TagResourceRequest) {
      const entry = accelerated(place, input.ResourceArn);
      const tags = { ...entry.inputs.tags, ...tagsOf(input.Tags) };
      await resources.update(place, accelerator, entry, { tags });
      return {};
    },
    async UntagResource(place: Place, input: sdk.UntagResourceRequest) {
      const entry = accelerated(place, input.ResourceArn);
      const kept = Object.entries(entry.inputs.tags ?? {}).filter(
        ([key]) => !input.TagKeys?.includes(key),
      );
      await resources.update(place, accelerator, entry, { tags: Object.fromEntries(kept) });
      return {};
    },
  };
}

/** @throws CloudError AcceleratorNotFoundException */
function accelerated(place: Place, arn: string | undefined): Accelerator {
  return requireTarget(place, accelerator, arn ?? "");
}

/** @throws CloudError TransactionInProgressException while an earlier change is on its way */
function requireSettled(place: Place, input: { AcceleratorArn: string | undefined }): Accelerator {
  const entry = accelerated(place, input.AcceleratorArn);
  if (lookAtDeployment(place, entry.id).status === "DEPLOYED") return entry;
  throw new CloudError(
    "TransactionInProgressException",
    "There's already a transaction in progress. Another transaction can't be processed.",
  );
}

function described(place: Place, arn: string | undefined) {
  return { Accelerator: describe(place, accelerated(place, arn)) };
}

/** Times are seconds since 1970, as the JSON protocol has them. */
function describe(place: Place, entry: Accelerator) {
  const { id, outputs, created = "" } = entry;
  const { changed, status } = lookAtDeployment(place, id);
  return {
    AcceleratorArn: id,
    Name: text(outputs["name"]),
    IpAddressType: "IPV4",
    Enabled: outputs["enabled"] === true,
    IpSets: [{ IpFamily: "IPv4", IpAddresses: addressesOf(entry), IpAddressFamily: "IPv4" }],
    DnsName: text(outputs["dnsName"]),
    Status: status,
    CreatedTime: Date.parse(created) / 1000,
    LastModifiedTime: changed / 1000,
  };
}

function attributes(place: Place, arn: string | undefined) {
  const found = accelerated(place, arn).outputs["attributes"] as Record<string, unknown>;
  return {
    AcceleratorAttributes: {
      FlowLogsEnabled: found["flowLogsEnabled"],
      FlowLogsS3Bucket: found["flowLogsS3Bucket"],
      FlowLogsS3Prefix: found["flowLogsS3Prefix"],
    },
  };
}

function tagsOf(tags: sdk.Tag[] = []): Record<string, string> {
  return Object.fromEntries(tags.map(({ Key = "", Value = "" }) => [Key, Value]));
}
