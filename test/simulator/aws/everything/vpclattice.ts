import { text } from "../../../../simulator/values";
import type { Make } from "./make";
import type { Network } from "./network";

const everybody = JSON.stringify({
  Version: "2012-10-17",
  Statement: [
    { Effect: "Allow", Principal: "*", Action: "vpc-lattice-svcs:Invoke", Resource: "*" },
  ],
});

/** A service network with what can be in it. */
export async function makeVpcLattice(make: Make, { vpcId, groupId }: Network): Promise<void> {
  const network = await make("vpclattice/ServiceNetwork", { name: "shop", authType: "AWS_IAM" });
  const service = await make("vpclattice/Service", { name: "checkout" });
  await make("vpclattice/ServiceNetworkVpcAssociation", {
    serviceNetworkIdentifier: network.id,
    vpcIdentifier: vpcId,
    securityGroupIds: [groupId],
  });
  await make("vpclattice/ServiceNetworkServiceAssociation", {
    serviceNetworkIdentifier: network.id,
    serviceIdentifier: service.id,
  });
  const group = await make("vpclattice/TargetGroup", {
    name: "pods",
    type: "IP",
    config: { port: 80, protocol: "HTTP", vpcIdentifier: vpcId },
  });
  await make("vpclattice/TargetGroupAttachment", {
    targetGroupIdentifier: group.id,
    target: { id: "10.0.0.10", port: 8080 },
  });
  const listener = await make("vpclattice/Listener", {
    name: "http",
    serviceIdentifier: service.id,
    protocol: "HTTP",
    defaultAction: { fixedResponse: { statusCode: 404 } },
  });
  await make("vpclattice/ListenerRule", {
    serviceIdentifier: service.id,
    listenerIdentifier: listener.outputs["listenerId"]!,
    name: "everything",
    priority: 1,
    match: { httpMatch: { pathMatch: { match: { prefix: "/" } } } },
    action: { forward: { targetGroups: [{ targetGroupIdentifier: group.id, weight: 100 }] } },
  });
  await make("vpclattice/AuthPolicy", { resourceIdentifier: network.id, policy: everybody });
  await make("vpclattice/ResourcePolicy", {
    resourceArn: text(network.outputs["arn"]),
    policy: everybody,
  });
  const logs = await make("s3/Bucket", { bucket: "lattice-access-logs" }, "lattice-access-logs");
  await make("vpclattice/AccessLogSubscription", {
    resourceIdentifier: network.id,
    destinationArn: text(logs.outputs["arn"]),
  });
}
