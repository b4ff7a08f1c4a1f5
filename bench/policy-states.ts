import { writeFileSync } from "node:fs";

/** An exported stack, as `pulumi stack export` writes it. */
export interface ExportedStack {
  version: 3;
  deployment: { manifest: object; resources: StateResource[] };
}

interface StateResource {
  urn: string;
  custom: boolean;
  type: string;
  id?: string;
  parent?: string;
  inputs?: object;
  outputs?: object;
  dependencies?: string[];
  propertyDependencies?: Record<string, string[]>;
}

const stack = "bench";
const project = "shop";
const rootType = "pulumi:pulumi:Stack";
const root = `urn:pulumi:${stack}::${project}::${rootType}::${project}-${stack}`;
const tags = { Project: project, Stack: stack, ManagedBy: "pulumi" };

/**
 * A stack of about `count` resources in independent cells: a VPC with the resources that
 * a cluster needs, its nodes, and Deployments. It violates no mandatory rule.
 *
 * @param count Minimum number of resources; the last cell is completed.
 */
export function generateState(count: number): ExportedStack {
  const resources: StateResource[] = [{ urn: root, custom: false, type: rootType }];
  for (let cell = 0; resources.length < count; cell++) resources.push(...cellOf(cell));
  const manifest = { time: "2026-01-01T00:00:00Z", magic: "", version: "" };
  return { version: 3, deployment: { manifest, resources } };
}

/** About 60 resources, most of them Kubernetes objects, like real stacks. */
function cellOf(cell: number): StateResource[] {
  const made: StateResource[] = [];
  const add = (
    type: string,
    name: string,
    inputs: Record<string, unknown>,
    outputs: object = {},
  ) => {
    const id = `${name}-id`;
    const used = (value: unknown) =>
      made.filter((resource) => JSON.stringify(value).includes(`"${resource.id}"`));
    const propertyDependencies = Object.fromEntries(
      Object.entries(inputs).map(([key, value]) => [key, used(value).map(({ urn }) => urn)]),
    );
    made.push({
      urn: `urn:pulumi:${stack}::${project}::${type}::${name}`,
      custom: true,
      type,
      id,
      parent: root,
      inputs,
      outputs: { id, ...inputs, ...outputs },
      dependencies: [...new Set(Object.values(propertyDependencies).flat())],
      propertyDependencies,
    });
    return id;
  };
  network(cell, add);
  for (let app = 0; app < 20; app++) application(`c${cell}-app${app}`, add);
  return made;
}

type Add = (
  type: string,
  name: string,
  inputs: Record<string, unknown>,
  outputs?: object,
) => string;

function network(cell: number, add: Add): void {
  const name = (part: string) => `c${cell}-${part}`;
  const cidr = `10.${cell % 256}`;
  const vpcId = add("aws:ec2/vpc:Vpc", name("vpc"), {
    cidrBlock: `${cidr}.0.0/16`,
    enableDnsHostnames: true,
    tags,
  });
  add("aws:ec2/flowLog:FlowLog", name("flows"), { vpcId, trafficType: "ALL", tags });
  const natGatewayId = `nat-${cell}`;
  const subnetIds = ["a", "b", "c"].map((zone, at) => {
    const subnetId = add("aws:ec2/subnet:Subnet", name(`private-${zone}`), {
      vpcId,
      cidrBlock: `${cidr}.${at * 32}.0/19`,
      availabilityZone: `us-east-1${zone}`,
      tags: { ...tags, "kubernetes.io/role/internal-elb": "1" },
    });
    const routeTableId = add("aws:ec2/routeTable:RouteTable", name(`table-${zone}`), {
      vpcId,
      routes: [{ cidrBlock: "0.0.0.0/0", natGatewayId }],
      tags,
    });
    add("aws:ec2/routeTableAssociation:RouteTableAssociation", name(`routed-${zone}`), {
      subnetId,
      routeTableId,
    });
    return subnetId;
  });
  cluster(name, subnetIds, add);
}

function cluster(name: (part: string) => string, subnetIds: string[], add: Add): void {
  const clusterName = name("cluster");
  add("aws:eks/cluster:Cluster", clusterName, {
    name: clusterName,
    version: "1.35",
    vpcConfig: { subnetIds, endpointPublicAccess: false, endpointPrivateAccess: true },
    accessConfig: { authenticationMode: "API" },
    tags,
  });
  add("aws:eks/addon:Addon", name("vpc-cni"), {
    clusterName,
    addonName: "vpc-cni",
    configurationValues: JSON.stringify({ env: { WARM_IP_TARGET: "2", MINIMUM_IP_TARGET: "10" } }),
    tags,
  });
  const launchTemplate = add("aws:ec2/launchTemplate:LaunchTemplate", name("template"), {
    blockDeviceMappings: [
      { deviceName: "/dev/xvda", ebs: { volumeType: "gp3", encrypted: "true" } },
    ],
    metadataOptions: { httpTokens: "required", httpPutResponseHopLimit: 1 },
    instanceMarketOptions: { marketType: "spot" },
    userData: Buffer.from(
      `#!/bin/bash\n/etc/eks/bootstrap.sh ${clusterName} --kubelet-extra-args '--node-labels=lifecycle=spot'`,
    ).toString("base64"),
    tags,
    tagSpecifications: ["instance", "volume"].map((resourceType) => ({ resourceType, tags })),
  });
  add("aws:autoscaling/group:Group", name("group"), {
    vpcZoneIdentifiers: subnetIds,
    launchTemplate: { id: launchTemplate, version: "1" },
    tags: Object.entries({ ...tags, [`kubernetes.io/cluster/${clusterName}`]: "owned" }).map(
      ([key, value]) => ({ key, value, propagateAtLaunch: true }),
    ),
  });
  add("aws:eks/nodeGroup:NodeGroup", name("nodes"), {
    clusterName,
    subnetIds,
    capacityType: "SPOT",
    labels: { lifecycle: "spot" },
    scalingConfig: { minSize: 1, desiredSize: 3, maxSize: 9 },
    tags,
  });
}

function application(name: string, add: Add): void {
  const metadata = { name, namespace: "games", labels: { app: name } };
  const port = { containerPort: 8080, protocol: "TCP" };
  const resources = { requests: { cpu: "250m", memory: "256Mi" }, limits: { memory: "256Mi" } };
  const container = { name: "main", image: `example.com/${name}:1.0.0`, ports: [port], resources };
  add("kubernetes:apps/v1:Deployment", `${name}-deployment`, {
    apiVersion: "apps/v1",
    kind: "Deployment",
    metadata,
    spec: {
      replicas: 2,
      selector: { matchLabels: { app: name } },
      template: { metadata: { labels: { app: name } }, spec: { containers: [container] } },
    },
  });
  add("kubernetes:core/v1:Service", `${name}-service`, {
    apiVersion: "v1",
    kind: "Service",
    metadata,
    spec: { selector: { app: name }, ports: [{ port: 80, targetPort: 8080 }] },
  });
}

/** `node -r ts-node/register bench/policy-states.ts 10000 state.json` */
if (require.main === module) {
  const [count = "1000", file = "state.json"] = process.argv.slice(2);
  writeFileSync(file, JSON.stringify(generateState(Number(count))));
}
