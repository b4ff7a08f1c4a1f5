import type { Properties } from "../../../../simulator/values";
import { securityGroup, vpc } from "../actions/ec2";
import { bucket } from "../actions/services";
import {
  authPolicy,
  latticeService,
  listener,
  listenerRule,
  logSubscription,
  resourcePolicy,
  serviceAssociation,
  serviceNetwork,
  targetGroup,
  vpcAssociation,
} from "../actions/vpclattice";
import { call, type Case, type Cloud, type Thing } from "../cloud";

const policy = (statement: object = {}) =>
  JSON.stringify({
    Version: "2012-10-17",
    Statement: [
      {
        ...{ Effect: "Allow", Principal: "*" },
        ...{ Action: "vpc-lattice-svcs:Invoke", Resource: "*", ...statement },
      },
    ],
  });

const absent = { network: "sn-0123456789abcdef0", service: "svc-0123456789abcdef0" };
const fixed = { fixedResponse: { statusCode: 404 } };

const network = (cloud: Cloud, name = "shop") => cloud.create(serviceNetwork, { name });
const service = (cloud: Cloud, name = "checkout") => cloud.create(latticeService, { name });
const home = (cloud: Cloud) => cloud.create(vpc, { cidrBlock: "10.0.0.0/16" });

const listen = (cloud: Cloud, serviceIdentifier: string, more: Properties = {}) =>
  cloud.create(listener, {
    ...{ name: "http", serviceIdentifier, protocol: "HTTP", port: 80, defaultAction: fixed },
    ...more,
  });

async function group(cloud: Cloud, name = "pods"): Promise<Thing> {
  const { id: vpcIdentifier } = await home(cloud);
  const config = { port: 80, protocol: "HTTP", vpcIdentifier };
  return cloud.create(targetGroup, { name, type: "IP", config });
}

/** A service with a listener, and a rule in it. */
async function ruled(cloud: Cloud): Promise<(priority: number) => Promise<Thing>> {
  const { id: serviceIdentifier } = await service(cloud);
  const { details } = await listen(cloud, serviceIdentifier);
  const { id: targetGroupIdentifier } = await group(cloud);
  const action = { forward: { targetGroups: [{ targetGroupIdentifier, weight: 25 }] } };
  return (priority) =>
    cloud.create(listenerRule, {
      ...{ name: `requests-${priority}`, serviceIdentifier, priority, action },
      listenerIdentifier: details["listenerId"]!,
      match: { httpMatch: { pathMatch: { match: { prefix: "/" } } } },
    });
}

async function logs(cloud: Cloud): Promise<string> {
  await cloud.create(bucket, { bucket: "lattice-access-logs" });
  return "arn:aws:s3:::lattice-access-logs";
}

/** Calls that are right. */
const right: Case[] = [
  call("a service network", (cloud) => Promise.resolve(() => network(cloud))),
  call("a VPC Lattice service that authenticates", (cloud) =>
    Promise.resolve(() => cloud.create(latticeService, { name: "checkout", authType: "AWS_IAM" })),
  ),
  call("a VPC with security groups in a service network", async (cloud) => {
    const { id: serviceNetworkIdentifier } = await network(cloud);
    const { id: vpcId } = await home(cloud);
    const { id } = await cloud.create(securityGroup, {
      ...{ vpcId, name: "clients", description: "Clients" },
    });
    return () =>
      cloud.create(vpcAssociation, {
        ...{ serviceNetworkIdentifier, vpcIdentifier: vpcId, securityGroupIds: [id] },
      });
  }),
  call("a service in a service network", async (cloud) => {
    const { id: serviceNetworkIdentifier } = await network(cloud);
    const { id: serviceIdentifier } = await service(cloud);
    return () => cloud.create(serviceAssociation, { serviceIdentifier, serviceNetworkIdentifier });
  }),
  call("a target group of pods", (cloud) => Promise.resolve(() => group(cloud))),
  call("a target group of a function", (cloud) =>
    Promise.resolve(() =>
      cloud.create(targetGroup, { name: "function", type: "LAMBDA", config: {} }),
    ),
  ),
  call("a listener with a fixed response", async (cloud) => {
    const { id } = await service(cloud);
    return () => listen(cloud, id);
  }),
  call("a listener that forwards", async (cloud) => {
    const { id } = await service(cloud);
    const { id: targetGroupIdentifier } = await group(cloud);
    const forwards = [{ targetGroups: [{ targetGroupIdentifier, weight: 100 }] }];
    return () => listen(cloud, id, { defaultAction: { forwards } });
  }),
  call("a rule of a VPC Lattice listener", async (cloud) => {
    const rule = await ruled(cloud);
    return () => rule(1);
  }),
  call("an auth policy of a service network", async (cloud) => {
    const { id } = await network(cloud);
    return () => cloud.create(authPolicy, { resourceIdentifier: id, policy: policy() });
  }),
  call("an auth policy of a service, by ARN", async (cloud) => {
    const { details } = await service(cloud);
    return () =>
      cloud.create(authPolicy, { resourceIdentifier: details["arn"]!, policy: policy() });
  }),
  call("an auth policy in the place of another", async (cloud) => {
    const { id } = await network(cloud);
    const made = await cloud.create(authPolicy, { resourceIdentifier: id, policy: policy() });
    return () => cloud.update(authPolicy, made, { policy: policy({ Effect: "Deny" }) });
  }),
  call("deleting an auth policy", async (cloud) => {
    const { id } = await network(cloud);
    const made = await cloud.create(authPolicy, { resourceIdentifier: id, policy: policy() });
    return () => cloud.delete(authPolicy, made);
  }),
  call("access logs of a service network in a bucket", async (cloud) => {
    const { id } = await network(cloud);
    const destinationArn = await logs(cloud);
    return () => cloud.create(logSubscription, { resourceIdentifier: id, destinationArn });
  }),
  call("deleting a subscription to access logs", async (cloud) => {
    const { id } = await service(cloud);
    const destinationArn = await logs(cloud);
    const made = await cloud.create(logSubscription, { resourceIdentifier: id, destinationArn });
    return () => cloud.delete(logSubscription, made);
  }),
  call("deleting the resource policy of a service network", async (cloud) => {
    const { details } = await network(cloud);
    const made = await cloud.create(resourcePolicy, {
      ...{ resourceArn: details["arn"]!, policy: policy() },
    });
    return () => cloud.delete(resourcePolicy, made);
  }),
];

/** Calls that are wrong. */
const wrong: Case[] = [
  call("a VPC in a service network that does not exist", async (cloud) => {
    const { id: vpcIdentifier } = await home(cloud);
    return () =>
      cloud.create(vpcAssociation, { serviceNetworkIdentifier: absent.network, vpcIdentifier });
  }),
  call("a service in a service network that does not exist", async (cloud) => {
    const { id: serviceIdentifier } = await service(cloud);
    return () =>
      cloud.create(serviceAssociation, {
        ...{ serviceIdentifier, serviceNetworkIdentifier: absent.network },
      });
  }),
  call("a service that does not exist in a service network", async (cloud) => {
    const { id: serviceNetworkIdentifier } = await network(cloud);
    return () =>
      cloud.create(serviceAssociation, {
        ...{ serviceIdentifier: absent.service, serviceNetworkIdentifier },
      });
  }),
  call("a listener of a service that does not exist", (cloud) =>
    Promise.resolve(() => listen(cloud, absent.service)),
  ),
  call("an auth policy of a service network that does not exist", (cloud) =>
    Promise.resolve(() =>
      cloud.create(authPolicy, { resourceIdentifier: absent.network, policy: policy() }),
    ),
  ),
  call("an auth policy of a service that does not exist", (cloud) =>
    Promise.resolve(() =>
      cloud.create(authPolicy, { resourceIdentifier: absent.service, policy: policy() }),
    ),
  ),
  call("an auth policy of something that has none", (cloud) =>
    Promise.resolve(() =>
      cloud.create(authPolicy, { resourceIdentifier: "tg-0123456789abcdef0", policy: policy() }),
    ),
  ),
  call("access logs of a service network that does not exist", async (cloud) => {
    const destinationArn = await logs(cloud);
    return () =>
      cloud.create(logSubscription, { resourceIdentifier: absent.network, destinationArn });
  }),
  call("access logs of a service that does not exist", async (cloud) => {
    const destinationArn = await logs(cloud);
    return () =>
      cloud.create(logSubscription, { resourceIdentifier: absent.service, destinationArn });
  }),
  call("access logs of something that has none", async (cloud) => {
    const destinationArn = await logs(cloud);
    return () =>
      cloud.create(logSubscription, {
        ...{ resourceIdentifier: "tg-0123456789abcdef0", destinationArn },
      });
  }),
  call("a second service network of one name", async (cloud) => {
    await network(cloud);
    return () => network(cloud);
  }),
  call("a service network with two hyphens in its name", (cloud) =>
    Promise.resolve(() => network(cloud, "shop--dev")),
  ),
  call("a VPC in a second service network", async (cloud) => {
    const { id: first } = await network(cloud);
    const { id: second } = await network(cloud, "partners");
    const { id: vpcIdentifier } = await home(cloud);
    await cloud.create(vpcAssociation, { serviceNetworkIdentifier: first, vpcIdentifier });
    return () => cloud.create(vpcAssociation, { serviceNetworkIdentifier: second, vpcIdentifier });
  }),
  call("a second VPC Lattice listener on one port", async (cloud) => {
    const { id } = await service(cloud);
    await listen(cloud, id);
    return () => listen(cloud, id, { name: "other" });
  }),
  call("a second VPC Lattice rule of one priority", async (cloud) => {
    const rule = await ruled(cloud);
    await rule(1);
    return () => rule(1);
  }),
  call("an auth policy with newlines", async (cloud) => {
    const { id } = await network(cloud);
    const text = JSON.stringify(JSON.parse(policy()), null, 2);
    return () => cloud.create(authPolicy, { resourceIdentifier: id, policy: text });
  }),
];

/** Calls about VPC Lattice. moto cannot change or delete services, networks, listeners and target groups. */
export const latticeCases: Case[] = [...right, ...wrong];
