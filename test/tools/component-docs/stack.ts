import { parseDeployment, type Deployment } from "../../../tools/component-docs/resources";

/** A resource in a test's notation: references by input, each to names of other resources. */
interface Given {
  type: string;
  name: string;
  /** Name of the parent. @default a child of the stack */
  parent?: string;
  refersTo?: Record<string, string[]>;
  dependsOn?: string[];
  namespace?: string;
}

/** A deployed stack as `pulumi stack export` writes it. Names identify resources: they are the URNs' ends. */
export function deploymentOf(resources: readonly Given[]): Deployment {
  const urnOf = (name: string): string =>
    `urn:pulumi:dev::games::${resources.find((resource) => resource.name === name)!.type}::${name}`;
  return parseDeployment({
    deployment: {
      resources: resources.map(({ type, name, parent, refersTo = {}, dependsOn, namespace }) => {
        const references = Object.entries(refersTo).map(([property, names]): [string, string[]] => [
          property,
          names.map(urnOf),
        ]);
        return {
          urn: urnOf(name),
          type,
          custom: !type.startsWith("eks-scenarios:"),
          parent: parent === undefined ? "urn:pulumi:dev::games::the-stack" : urnOf(parent),
          inputs: namespace === undefined ? {} : { metadata: { namespace } },
          dependencies: [...references.flatMap(([, to]) => to), ...(dependsOn ?? []).map(urnOf)],
          propertyDependencies: Object.fromEntries(references),
        };
      }),
    },
  });
}

/** A network with a NAT gateway, and nodes in it. */
export const games = deploymentOf([
  { type: "eks-scenarios:network:Network", name: "net" },
  { type: "aws:ec2/vpc:Vpc", name: "net-vpc", parent: "net" },
  ...["us-east-1a", "us-east-1b"].flatMap((zone) => [
    subnet(`net-private-${zone}`),
    table(`net-rt-${zone}`),
    {
      type: "aws:ec2/routeTableAssociation:RouteTableAssociation",
      name: `net-assoc-${zone}`,
      parent: "net",
      refersTo: { routeTableId: [`net-rt-${zone}`], subnetId: [`net-private-${zone}`] },
    },
    {
      type: "aws:ec2/route:Route",
      name: `net-out-${zone}`,
      parent: "net",
      refersTo: { routeTableId: [`net-rt-${zone}`], natGatewayId: ["net-nat"] },
    },
  ]),
  subnet("net-public-us-east-1a"),
  {
    type: "aws:ec2/natGateway:NatGateway",
    name: "net-nat",
    parent: "net",
    refersTo: { subnetId: ["net-public-us-east-1a"] },
  },
  { type: "eks-scenarios:nodes:ManagedNodes", name: "pool", dependsOn: ["net-nat"] },
  { type: "aws:iam/role:Role", name: "pool-node", parent: "pool" },
  { type: "eks-scenarios:nodes:Inner", name: "inner", parent: "pool" },
  {
    type: "aws:iam/rolePolicyAttachment:RolePolicyAttachment",
    name: "pool-worker",
    parent: "pool",
    refersTo: { role: ["pool-node"] },
  },
  {
    type: "aws:eks/nodeGroup:NodeGroup",
    name: "pool-group",
    parent: "pool",
    refersTo: {
      nodeRoleArn: ["pool-node", "inner"],
      subnetIds: ["net-private-us-east-1a", "net-private-us-east-1b"],
    },
  },
  { type: "eks-scenarios:app:App", name: "app", dependsOn: ["pool"] },
  { type: "kubernetes:core/v1:Namespace", name: "app-games", parent: "app" },
  ...["front", "back"].map((name) => ({
    type: "kubernetes:apps/v1:Deployment",
    name: `app-${name}`,
    parent: "app",
    refersTo: { metadata: ["app-games"] },
    namespace: "games",
  })),
  {
    type: "kubernetes:core/v1:ConfigMap",
    name: "app-dns",
    parent: "app",
    namespace: "kube-system",
  },
  { type: "eks-scenarios:app:Chat", name: "chat" },
  {
    type: "kubernetes:apps/v1:Deployment",
    name: "chat-web",
    parent: "chat",
    refersTo: { metadata: ["app-games"], spec: ["pool-node"] },
    namespace: "games",
  },
]);

function subnet(name: string): Given {
  return { type: "aws:ec2/subnet:Subnet", name, parent: "net", refersTo: { vpcId: ["net-vpc"] } };
}

function table(name: string): Given {
  return {
    type: "aws:ec2/routeTable:RouteTable",
    name,
    parent: "net",
    refersTo: { vpcId: ["net-vpc"] },
  };
}
