import * as ec2 from "@pulumi/aws/ec2";
import type * as awsEks from "@pulumi/aws/eks";
import * as pulumi from "@pulumi/pulumi";
import { osOf, type ImageArgs } from "./images";
import { userData, type NodeSettings } from "./user-data";

/** Node settings as a program gives them. */
export type NodeSettingInputs = {
  [Name in keyof Omit<NodeSettings, "isManaged" | "group">]?: pulumi.Input<unknown>;
};

/** The user data of nodes, encoded as launch templates want it. */
export function encodedUserData(
  cluster: pulumi.Output<awsEks.Cluster>,
  image: ImageArgs,
  settings: NodeSettingInputs,
  fixed: Pick<NodeSettings, "isManaged" | "group">,
): pulumi.Output<string> {
  const facts = pulumi
    .all([
      cluster.name,
      cluster.endpoint,
      cluster.certificateAuthority,
      cluster.kubernetesNetworkConfig,
    ])
    .apply(([name, apiServerEndpoint, authority, network]) => ({
      name,
      apiServerEndpoint,
      certificateAuthority: authority.data ?? "",
      cidr: network.ipFamily === "ipv6" ? network.serviceIpv6Cidr : network.serviceIpv4Cidr,
    }));
  return pulumi.all([osOf(image), facts, pulumi.output(settings)]).apply(([os, known, given]) => {
    const text = userData(os, known, { ...(given as Partial<NodeSettings>), ...fixed });
    return Buffer.from(text).toString("base64");
  });
}

/** The device of an image that holds what nodes store: Bottlerocket has one of its own for that. */
export function dataDevice(
  image: ImageArgs,
  amiId: pulumi.Input<string>,
  options: pulumi.InvokeOptions,
): pulumi.Output<string> {
  const found = pulumi.output(amiId).apply((id) =>
    ec2.getAmi(
      {
        owners: ["self", "amazon"],
        includeDeprecated: true,
        filters: [{ name: "image-id", values: [id] }],
      },
      options,
    ),
  );
  return pulumi.all([osOf(image), found]).apply(([os, { blockDeviceMappings, rootDeviceName }]) => {
    const devices = blockDeviceMappings.map(({ deviceName }) => deviceName);
    if (os !== "Bottlerocket") return devices[0] ?? rootDeviceName;
    return devices.find((device) => device !== rootDeviceName) ?? rootDeviceName;
  });
}
