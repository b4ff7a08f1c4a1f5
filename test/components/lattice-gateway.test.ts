import assert from "node:assert/strict";
import type { LatticeGatewayArgs } from "../../components/lattice";
import { refuses } from "../model/refusal";
import { deploy, valueOf, type Registered } from "./harness";
import {
  classFor,
  controllerWith,
  gatewayWith,
  latticeOutputs,
  metadataOf,
} from "./lattice-fixture";

const deployed = (args: Partial<LatticeGatewayArgs> = {}) =>
  deploy(() => gatewayWith(args), latticeOutputs);

const GATEWAY = "kubernetes:gateway.networking.k8s.io/v1:Gateway";
const NETWORK = "aws:vpclattice/serviceNetwork:ServiceNetwork";
const ASSOCIATION = "aws:vpclattice/serviceNetworkVpcAssociation:ServiceNetworkVpcAssociation";
const AUTH_POLICY = "aws:vpclattice/authPolicy:AuthPolicy";
const SUBSCRIPTION = "aws:vpclattice/accessLogSubscription:AccessLogSubscription";

interface GatewaySpec {
  gatewayClassName: string;
  listeners: {
    name: string;
    protocol: string;
    port: number;
    allowedRoutes: { namespaces: { selector: { matchExpressions: object[] } } };
    tls?: object;
  }[];
}

const specOf = ({ inputs }: Registered) => inputs.spec as GatewaySpec;

describe("A VPC Lattice Gateway", () => {
  it("has the name of its service network, and waits until VPC Lattice serves it", async () => {
    const { get, result } = await deployed();
    assert.equal(get(NETWORK).inputs.name, "shop");
    const { name, namespace, annotations } = metadataOf(get(GATEWAY));
    assert.deepEqual([name, namespace], ["shop", "lattice"]);
    assert.deepEqual(annotations, { "pulumi.com/waitFor": "condition=Programmed" });
    assert.equal(specOf(get(GATEWAY)).gatewayClassName, "amazon-vpc-lattice");
    assert.equal(
      await valueOf(result.serviceNetworkArn),
      "arn:aws:vpclattice:us-east-1:123456789012:shop",
    );
  });

  it("accepts routes of the listed namespaces only", async () => {
    const { get } = await deployed({ routeNamespaces: ["checkout", "orders"] });
    const [listener] = specOf(get(GATEWAY)).listeners;
    assert.deepEqual(listener?.allowedRoutes.namespaces, {
      from: "Selector",
      selector: {
        matchExpressions: [
          {
            key: "kubernetes.io/metadata.name",
            operator: "In",
            values: ["checkout", "orders"],
          },
        ],
      },
    });
  });

  it("can serve HTTPS with an ACM certificate", async () => {
    const { get } = await deployed({
      listeners: [
        { name: "http", protocol: "HTTP", port: 80 },
        { name: "https", protocol: "HTTPS", port: 443, certificateArn: "arn:aws:acm:1" },
      ],
    });
    assert.deepEqual(
      specOf(get(GATEWAY)).listeners.map(({ name, port, protocol, tls }) => [
        name,
        port,
        protocol,
        tls,
      ]),
      [
        ["http", 80, "HTTP", undefined],
        [
          "https",
          443,
          "HTTPS",
          {
            mode: "Terminate",
            certificateRefs: [{ name: "unused" }],
            options: { "application-networking.k8s.aws/certificate-arn": "arn:aws:acm:1" },
          },
        ],
      ],
    );
  });

  it("is deleted before the controller, the associations and the auth policy", async () => {
    const { get } = await deployed();
    const { dependencies } = get(GATEWAY);
    assert(dependencies.includes("lattice"), "the class");
    assert(dependencies.filter((name) => name === "shop").length >= 2, "association and policy");
  });
});

describe("The service network of a Gateway", () => {
  it("is reached by the nodes of the cluster's VPC on its listeners' ports", async () => {
    const { get, all } = await deployed();
    const { inputs } = get(ASSOCIATION);
    assert.deepEqual(
      [inputs.serviceNetworkIdentifier, inputs.vpcIdentifier, inputs.securityGroupIds],
      ["shop-id", "vpc-cluster", ["shop-clients-id"]],
    );
    const rules = all("aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule").filter(
      ({ name }) => name.startsWith("shop-clients"),
    );
    assert.deepEqual(
      rules.map((rule) => [rule.inputs.referencedSecurityGroupId, rule.inputs.fromPort]),
      [["sg-nodes", 80]],
    );
  });

  it("can have other security groups and further VPCs", async () => {
    const { all } = await deployed({
      securityGroupIds: ["sg-1"],
      clientVpcs: [{ vpcId: "vpc-2", securityGroupIds: ["sg-2"] }, { vpcId: "vpc-3" }],
    });
    assert.deepEqual(
      all(ASSOCIATION).map(({ inputs }) => [inputs.vpcIdentifier, inputs.securityGroupIds]),
      [
        ["vpc-cluster", ["sg-1"]],
        ["vpc-2", ["sg-2"]],
        ["vpc-3", undefined],
      ],
    );
    assert.deepEqual(all("aws:ec2/securityGroup:SecurityGroup"), []);
  });

  it("accepts requests from the associated VPCs", async () => {
    const { get } = await deployed({ clientVpcs: [{ vpcId: "vpc-2" }] });
    assert.equal(get(NETWORK).inputs.authType, "AWS_IAM");
    assert.match(
      String(get(AUTH_POLICY).inputs.policy),
      /"vpc-lattice-svcs:SourceVpc":\["vpc-cluster","vpc-2"\]\}/,
    );
  });

  it("accepts only signed requests of the account, on request", async () => {
    const { get } = await deployed({ callers: "account" });
    assert.match(
      String(get(AUTH_POLICY).inputs.policy),
      /"aws:PrincipalAccount":"123456789012".*"aws:PrincipalType":"anonymous"/,
    );
  });

  it("has the given auth policy, or none", async () => {
    const policy = JSON.stringify({
      Version: "2012-10-17",
      Statement: [
        { Effect: "Allow", Principal: "*", Action: "vpc-lattice-svcs:Invoke", Resource: "*" },
      ],
    });
    const given = await deployed({ authPolicy: policy });
    assert.equal(given.get(AUTH_POLICY).inputs.policy, policy);
    const open = await deployed({ callers: "anyone" });
    assert.equal(open.get(NETWORK).inputs.authType, "NONE");
    assert.deepEqual(open.all(AUTH_POLICY), []);
  });

  it("records its requests for 30 days, in an encrypted log group", async () => {
    const { get, all, result } = await deployed();
    const group = get("aws:cloudwatch/logGroup:LogGroup");
    assert.equal(group.inputs.name, "/aws/vendedlogs/vpc-lattice/shop");
    assert.equal(group.inputs.retentionInDays, 30);
    assert.equal(group.inputs.kmsKeyId, "arn:aws:kms:us-east-1:123456789012:shop-access-logs-key");
    assert.deepEqual(
      all(SUBSCRIPTION).map(({ inputs }) => inputs.destinationArn),
      ["arn:aws:cloudwatch:us-east-1:123456789012:shop-access-logs:*"],
    );
    assert.equal(await valueOf(result.logGroupName!), "/aws/vendedlogs/vpc-lattice/shop");
  });

  it("can record them in a private bucket, to which only AWS log delivery writes", async () => {
    const { get, all, result } = await deployed({ accessLogs: { bucketDays: 400 } });
    assert.deepEqual(all("aws:cloudwatch/logGroup:LogGroup"), []);
    assert.equal(get(SUBSCRIPTION).inputs.destinationArn, "arn:aws:s3:::shop-access-logs-bucket");
    assert.equal(get(SUBSCRIPTION).dependencies.includes("shop-access-logs"), true);
    const { Statement: statements } = JSON.parse(
      String(get("aws:s3/bucketPolicy:BucketPolicy").inputs.policy),
    ) as { Statement: { Effect: string; Principal: unknown; Action: string }[] };
    assert.deepEqual(
      statements.map(({ Effect: effect, Principal: principal, Action: action }) => [
        effect,
        principal,
        action,
      ]),
      [
        ["Allow", { Service: "delivery.logs.amazonaws.com" }, "s3:PutObject"],
        ["Allow", { Service: "delivery.logs.amazonaws.com" }, "s3:GetBucketAcl"],
        ["Deny", "*", "s3:*"],
      ],
    );
    const { rules } = get("aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration")
      .inputs as { rules: { expiration: object }[] };
    assert.deepEqual(rules[0]?.expiration, { days: 400 });
    assert.equal(await valueOf(result.logBucketName!), "shop-access-logs-bucket");
  });
});

describe("Before anything is registered, a VPC Lattice Gateway", () => {
  const refused =
    (args: Partial<LatticeGatewayArgs>, message: string) => async (): Promise<void> => {
      const { resources } = await deploy(
        () => refuses(() => gatewayWith(args), message),
        latticeOutputs,
      );
      const own = resources.filter(({ type }) => /vpclattice|Gateway$/.test(type));
      assert.deepEqual(own, []);
    };

  it("is refused as the second one that claims the cluster's VPC", async () => {
    await deploy(() => {
      const gatewayClass = classFor(controllerWith());
      gatewayWith({}, gatewayClass);
      refuses(
        () => gatewayWith({ namespace: "partners" }, gatewayClass, "partners"),
        "associateVpc: true asks for a second association of the cluster's VPC, which is associated with the service network shop. Set it to false; clients in the VPC reach partners through a service network endpoint.",
      );
      gatewayWith(
        { namespace: "partners", associateVpc: false, callers: "anyone" },
        gatewayClass,
        "partners",
      );
    }, latticeOutputs);
  });

  it(
    "is refused with a VPC listed twice",
    refused(
      { clientVpcs: [{ vpcId: "vpc-2" }, { vpcId: "vpc-2" }] },
      'clientVpcs[1].vpcId: "vpc-2" is associated with the service network shop already. List every VPC once.',
    ),
  );

  it(
    "is refused with more than five security groups",
    refused(
      { securityGroupIds: ["1", "2", "3", "4", "5", "6"].map((id) => `sg-${id}`) },
      "securityGroupIds: 6 is not a number of security groups that an association with a VPC can have, 1 to 5. Join their rules in fewer groups.",
    ),
  );

  it(
    "is refused with an empty list of security groups",
    refused(
      { clientVpcs: [{ vpcId: "vpc-2", securityGroupIds: [] }] },
      "clientVpcs[0].securityGroupIds: 0 is not a number of security groups that an association with a VPC can have, 1 to 5. Leave it out for the default.",
    ),
  );

  it(
    "is refused with a name outside VPC Lattice's limits",
    refused(
      { networkName: "shop--dev" },
      'networkName: "shop--dev" is not a name that a VPC Lattice service network can have. Use 3 to 63 lower-case letters, digits and single hyphens, with a letter or digit at both ends.',
    ),
  );

  it(
    "is refused with an auth policy on several lines",
    refused(
      { authPolicy: "{\n}" },
      'authPolicy: "{\\n}" has newlines, which VPC Lattice refuses in an auth policy. Give it on one line: JSON.stringify(JSON.parse(policy)).',
    ),
  );

  it(
    "is refused with both callers and an auth policy",
    refused(
      {
        callers: "vpc",
        authPolicy:
          '{"Statement":[{"Effect":"Allow","Principal":"*","Action":"vpc-lattice-svcs:Invoke","Resource":"*"}]}',
      },
      'callers: "vpc" and authPolicy both determine who may send requests. Leave one of them out.',
    ),
  );

  it(
    "is refused for callers in associated VPCs if no VPC is associated",
    refused(
      { associateVpc: false },
      'callers: "vpc" admits requests from associated VPCs, and none is. Associate a VPC, or give an authPolicy.',
    ),
  );

  it(
    "is refused with no namespace for routes",
    refused(
      { routeNamespaces: [] },
      "routeNamespaces: [] admits no route to the Gateway. List the namespaces of the applications.",
    ),
  );

  it(
    "is refused with a number of days that access logs cannot be kept",
    refused(
      { accessLogs: { cloudWatchDays: 31 } },
      "accessLogs.cloudWatchDays: 31 is not a number of days that CloudWatch Logs keeps entries. Take 60.",
    ),
  );

  it(
    "is refused with no days for the bucket of access logs",
    refused(
      { accessLogs: { bucketDays: 0 } },
      "accessLogs.bucketDays: 0 is not a number of days. Give 1 or more, or leave it out for no bucket.",
    ),
  );
});
