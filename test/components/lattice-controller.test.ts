import assert from "node:assert/strict";
import type { GatewayControllerArgs } from "../../components/lattice";
import { refuses } from "../model/refusal";
import { deploy, valueOf, type Registered } from "./harness";
import { classFor, controllerWith, latticeOutputs, metadataOf } from "./lattice-fixture";

const deployed = (args: Partial<GatewayControllerArgs> = {}) =>
  deploy(() => controllerWith(args), latticeOutputs);

interface Statement {
  Sid?: string;
  Action: string | string[];
  Resource: string | string[];
  Condition?: Record<string, Record<string, string>>;
}

const statementsOf = ({ inputs }: Registered) =>
  (JSON.parse(String(inputs.policy)) as { Statement: Statement[] }).Statement;

interface Values {
  awsRegion: string;
  serviceAccount: { annotations?: Record<string, string> };
  deployment: { replicas: number };
  pdb: object;
}

const valuesOf = ({ inputs }: Registered) => inputs.values as Values;

const POLICY = "aws:iam/rolePolicy:RolePolicy";
const RELEASE = "kubernetes:helm.sh/v3:Release";

describe("The VPC Lattice controller", () => {
  it("is installed by its chart, with its Region, account, cluster and VPC", async () => {
    const { get } = await deployed();
    const { inputs } = get(RELEASE);
    assert.equal(
      inputs.chart,
      "oci://public.ecr.aws/aws-application-networking-k8s/aws-gateway-controller-chart",
    );
    assert.equal(inputs.version, "v2.1.3");
    assert.equal(inputs.namespace, "aws-application-networking-system");
    const { awsRegion, ...rest } = inputs.values as Values & Record<string, unknown>;
    assert.deepEqual(
      [awsRegion, rest.awsAccountId, rest.clusterName, rest.clusterVpcId],
      ["us-east-1", "123456789012", "dev", "vpc-cluster"],
    );
  });

  it("has its role before its pods start", async () => {
    const { get } = await deployed();
    const { inputs } = get("aws:eks/podIdentityAssociation:PodIdentityAssociation");
    assert.deepEqual(
      [inputs.namespace, inputs.serviceAccount, inputs.clusterName],
      ["aws-application-networking-system", "gateway-api-controller", "dev"],
    );
    assert.deepEqual(get(RELEASE).dependencies, [
      "lattice-controller",
      "lattice-controller",
      "lattice-controller",
    ]);
    assert.equal(valuesOf(get(RELEASE)).serviceAccount.annotations, undefined);
  });

  it("can have its role through the cluster's OpenID Connect provider", async () => {
    const oidcProvider = {
      arn: "arn:aws:iam::123456789012:oidc-provider/oidc.eks.example/id/1",
      issuer: "https://oidc.eks.example/id/1",
    };
    const { get, all } = await deployed({ oidcProvider });
    assert.deepEqual(all("aws:eks/podIdentityAssociation:PodIdentityAssociation"), []);
    const { Statement: statements } = JSON.parse(
      String(get("aws:iam/role:Role").inputs.assumeRolePolicy),
    ) as { Statement: object[] };
    assert.deepEqual(statements, [
      {
        Effect: "Allow",
        Principal: { Federated: oidcProvider.arn },
        Action: "sts:AssumeRoleWithWebIdentity",
        Condition: {
          StringEquals: {
            "oidc.eks.example/id/1:sub":
              "system:serviceaccount:aws-application-networking-system:gateway-api-controller",
            "oidc.eks.example/id/1:aud": "sts.amazonaws.com",
          },
        },
      },
    ]);
    assert.deepEqual(valuesOf(get(RELEASE)).serviceAccount.annotations, {
      "eks.amazonaws.com/role-arn": "arn:aws:iam::123456789012:role/lattice-controller",
    });
  });

  it("has no wildcard among its actions, and only reads where AWS names no resource", async () => {
    const { get } = await deployed();
    const statements = statementsOf(get(POLICY));
    const anywhere = statements.filter(({ Resource: resource }) => resource === "*");
    assert.deepEqual(
      anywhere.map(({ Sid: sid }) => sid),
      ["Find", "TagOwn"],
    );
    const actions = statements.flatMap(({ Action: action }) => action);
    assert.deepEqual(
      actions.filter((action) => action.includes("*")),
      [],
    );
    assert(!actions.some((action) => /ServiceNetwork$/.test(action) && !/:Get/.test(action)));
  });

  it("changes and deletes only what carries its tag, and must tag what it creates", async () => {
    const { get } = await deployed();
    const conditions = statementsOf(get(POLICY))
      .filter(({ Sid: sid }) => sid === "Make" || sid === "ChangeOwn")
      .map(({ Condition: condition }) => condition?.StringEquals);
    const owner = "123456789012/dev/vpc-cluster";
    assert.deepEqual(conditions, [
      { "aws:RequestTag/application-networking.k8s.aws/ManagedBy": owner },
      { "aws:ResourceTag/application-networking.k8s.aws/ManagedBy": owner },
    ]);
    const deletions = statementsOf(get(POLICY)).filter(({ Action: actions }) =>
      [actions].flat().some((action) => /:(Delete|Update|Deregister)/.test(action)),
    );
    assert.deepEqual(
      deletions.map(({ Sid: sid }) => sid),
      ["ChangeOwn"],
    );
  });

  it("may set up log delivery only if routes have their own access logs", async () => {
    const sids = async (args: Partial<GatewayControllerArgs>) =>
      statementsOf((await deployed(args)).get(POLICY)).flatMap(({ Sid: sid }) => sid ?? []);
    assert.deepEqual(await sids({}), ["Find", "Read", "Make", "ChangeOwn", "TagOwn"]);
    const logged = await sids({ routeAccessLogs: ["arn:aws:s3:::logs"] });
    assert.deepEqual(logged.slice(5), ["RouteAccessLogs", "DeliverLogs", "AdmitLogsToBuckets"]);
  });

  it("opens the pods' ports to VPC Lattice, over IPv4 and IPv6", async () => {
    const { all } = await deployed({ podPorts: { from: 8080, to: 8080 } });
    assert.deepEqual(
      all("aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule").map(({ inputs }) => [
        inputs.securityGroupId,
        inputs.prefixListId,
        inputs.ipProtocol,
        inputs.fromPort,
        inputs.toPort,
      ]),
      [
        ["sg-nodes", "pl-com.amazonaws.us-east-1.vpc-lattice", "tcp", 8080, 8080],
        ["sg-nodes", "pl-com.amazonaws.us-east-1.ipv6.vpc-lattice", "tcp", 8080, 8080],
      ],
    );
  });

  it("survives the draining of a node if it has spare pods, and never blocks one", async () => {
    const pdb = async (replicas: number) =>
      valuesOf((await deployed({ replicas })).get(RELEASE)).pdb;
    assert.deepEqual(await pdb(3), { enabled: true, maxUnavailable: 1 });
    assert.deepEqual(await pdb(1), { enabled: false });
  });

  it("runs in a namespace that admits restricted pods only", async () => {
    const { get } = await deployed();
    const { labels } = metadataOf(get("kubernetes:core/v1:Namespace"));
    assert.equal(labels?.["pod-security.kubernetes.io/enforce"], "restricted");
  });

  it("tags all its AWS resources", async () => {
    const { resources } = await deployed();
    const taggable = resources.filter(({ type }) => /Role$|Association$|IngressRule$/.test(type));
    assert.equal(taggable.length, 4);
    for (const { inputs, name } of taggable) {
      assert.deepEqual(
        inputs.tags,
        {
          Project: "eks-scenarios",
          Stack: "test",
          ManagedBy: "pulumi",
          Scenario: "lattice",
        },
        name,
      );
    }
  });

  it("is refused for an old Kubernetes, no pods or invalid ports, before anything is registered", async () => {
    const { resources } = await deploy(() => {
      refuses(
        () => controllerWith({ version: "1.30" }),
        'version: "1.30" is older than the 1.31 that the VPC Lattice controller and the Gateway API need. Update the cluster to 1.31 or later.',
      );
      refuses(
        () => controllerWith({ replicas: 0 }),
        "replicas: 0 must be a whole number from 1. Give 2 to survive the loss of a node.",
      );
      refuses(
        () => controllerWith({ podPorts: { from: 9000, to: 8000 } }),
        'podPorts: {"from":9000,"to":8000} is not a range of ports. Give from and to, 0 to 65535, the lower one first.',
      );
    });
    assert.deepEqual(
      resources.filter(({ type }) => !type.startsWith("pulumi:")),
      [],
    );
  });
});

describe("The class of VPC Lattice Gateways", () => {
  it("names the controller, and is available when the controller has accepted it", async () => {
    const { get, result } = await deploy(() => classFor(controllerWith()), latticeOutputs);
    const gatewayClass = get("kubernetes:gateway.networking.k8s.io/v1:GatewayClass");
    const { controllerName } = gatewayClass.inputs.spec as { controllerName: string };
    assert.equal(controllerName, "application-networking.k8s.aws/gateway-api-controller");
    assert.deepEqual(metadataOf(gatewayClass).annotations, {
      "pulumi.com/waitFor": "condition=Accepted",
    });
    assert.equal(await valueOf(result.className), "amazon-vpc-lattice");
  });

  it("is deleted before the controller", async () => {
    const { get } = await deploy(() => classFor(controllerWith()), latticeOutputs);
    const { dependencies } = get("kubernetes:gateway.networking.k8s.io/v1:GatewayClass");
    for (const name of ["lattice-controller", "lattice-ipv4", "lattice-ipv6"]) {
      assert(dependencies.includes(name), name);
    }
  });
});
