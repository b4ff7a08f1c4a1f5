import { Guestbook } from "../components/guestbook";
import { Kops } from "../components/kops";
import { Network } from "../components/network";
import type { KopsConfig } from "../config/stack";
import { cloudMap } from "./cloud-map";
import { customRouting } from "./custom-routing";
import { endpointDns } from "./endpoint-dns";
import { foundation } from "./foundation";
import { lattice } from "./lattice";
import type { StackInputs, StackOutputs } from "./stack";
import { wavelength } from "./wavelength";

/** The small, cheap stack: every scenario once. */
export function dev(inputs: StackInputs): StackOutputs {
  const { config } = inputs;
  const base = foundation(inputs);
  const { cluster, ready, outputs } = base;
  const guestbook = new Guestbook("guestbook", config.guestbook, {
    provider: cluster.provider,
    dependsOn: ready,
  });
  return {
    ...outputs,
    guestbookAddress: guestbook.address,
    ...(config.kops && { kops: kops(config.kops) }),
    ...endpointDns(config, base),
    ...cloudMap(config, base),
    ...lattice(config, base),
    ...wavelength(inputs, base),
    ...customRouting(inputs, base),
  };
}

/** A kops cluster may not share a VPC with an EKS cluster: it gets one of its own. */
function kops(config: KopsConfig): StackOutputs {
  const network = new Network("kops-network", {
    cidr: config.networkCidr,
    zones: config.zones,
    nat: config.topology === "private" ? "single" : "none",
    clusterNames: [config.clusterName],
  });
  const { bucketName, groupName, dnsZoneId, manifests, commands } = new Kops("kops", {
    ...config,
    vpcId: network.vpcId,
    subnets: network.subnets,
  });
  return { bucketName, groupName, dnsZoneId, manifests, commands };
}
