import assert from "node:assert/strict";
import {
  LoadBalancerController,
  type LoadBalancerControllerArgs,
} from "../../components/load-balancer-controller";
import { refuses } from "../model/refusal";
import { deploy, valueOf } from "./harness";

const valid: LoadBalancerControllerArgs = { clusterName: "games", vpcId: "vpc-1" };

const deployed = (change: Partial<LoadBalancerControllerArgs> = {}) =>
  deploy(() => new LoadBalancerController("load-balancers", { ...valid, ...change }), {
    "kubernetes:helm.sh/v3:Release": () => ({ status: { status: "deployed" } }),
  });

const everything = { certificates: true, waf: true, shield: true, cognito: true };

interface Statement {
  Sid: string;
  Action: string | string[];
  Resource: string | string[];
  Condition?: Record<string, Record<string, unknown>>;
}

async function statements(change: Partial<LoadBalancerControllerArgs> = {}): Promise<Statement[]> {
  const { inputs } = (await deployed(change)).get("aws:iam/rolePolicy:RolePolicy");
  return (JSON.parse(String(inputs.policy)) as { Statement: Statement[] }).Statement;
}

const actionsOf = ({ Action }: Statement) => [Action].flat();
const resourcesOf = ({ Resource }: Statement) => [Resource].flat();

/**
 * Actions that the controller's documentation lists, by service.
 * Source: docs/install/iam_policy.json of github.com/kubernetes-sigs/aws-load-balancer-controller,
 * v3.5.0, read 2026-11-21.
 */
const documented: Record<string, string[]> = {
  iam: ["CreateServiceLinkedRole", "GetServerCertificate", "ListServerCertificates"],
  acm: ["DescribeCertificate", "ListCertificates"],
  "cognito-idp": ["DescribeUserPoolClient"],
  shield: ["CreateProtection", "DeleteProtection", "DescribeProtection", "GetSubscriptionState"],
  "waf-regional": ["AssociateWebACL", "DisassociateWebACL", "GetWebACL", "GetWebACLForResource"],
  wafv2: ["AssociateWebACL", "DisassociateWebACL", "GetWebACL", "GetWebACLForResource"],
  ec2: [
    ...["AuthorizeSecurityGroupIngress", "CreateSecurityGroup", "CreateTags"],
    ...["DeleteSecurityGroup", "DeleteTags", "DescribeAccountAttributes", "DescribeAddresses"],
    ...["DescribeAvailabilityZones", "DescribeCoipPools", "DescribeInstances"],
    ...["DescribeInternetGateways", "DescribeIpamPools", "DescribeNetworkInterfaces"],
    ...["DescribeRouteTables", "DescribeSecurityGroups", "DescribeSubnets", "DescribeTags"],
    ...["DescribeVpcPeeringConnections", "DescribeVpcs", "GetCoipPoolUsage"],
    ...["GetSecurityGroupsForVpc", "RevokeSecurityGroupIngress"],
  ],
  elasticloadbalancing: [
    ...["AddListenerCertificates", "AddTags", "CreateListener", "CreateLoadBalancer"],
    ...["CreateRule", "CreateTargetGroup", "DeleteListener", "DeleteLoadBalancer", "DeleteRule"],
    ...["DeleteTargetGroup", "DeregisterTargets", "DescribeCapacityReservation"],
    ...["DescribeListenerAttributes", "DescribeListenerCertificates", "DescribeListeners"],
    ...["DescribeLoadBalancerAttributes", "DescribeLoadBalancers", "DescribeRules"],
    ...["DescribeSSLPolicies", "DescribeTags", "DescribeTargetGroupAttributes"],
    ...["DescribeTargetGroups", "DescribeTargetHealth", "DescribeTrustStores"],
    ...["ModifyCapacityReservation", "ModifyIpPools", "ModifyListener"],
    ...["ModifyListenerAttributes", "ModifyLoadBalancerAttributes", "ModifyRule"],
    ...["ModifyTargetGroup", "ModifyTargetGroupAttributes", "RegisterTargets"],
    ...["RemoveListenerCertificates", "RemoveTags", "SetIpAddressType", "SetRulePriorities"],
    ...["SetSecurityGroups", "SetSubnets", "SetWebAcl"],
  ],
};

describe("The load balancer controller", () => {
  it("is the chart at its pinned version, with its Region and VPC as settings", async () => {
    const { get, result } = await deployed({ nodeSelector: { place: "region" } });
    const { inputs } = get("kubernetes:helm.sh/v3:Release");
    assert.equal(inputs.chart, "aws-load-balancer-controller");
    assert.equal(inputs.version, "3.5.0");
    assert.equal(inputs.namespace, "kube-system");
    assert.deepEqual(inputs.repositoryOpts, { repo: "https://aws.github.io/eks-charts" });
    const values = inputs.values as Record<string, unknown>;
    assert.equal(values.clusterName, "games");
    assert.equal(values.region, "us-east-1");
    assert.equal(values.vpcId, "vpc-1");
    assert.equal(values.replicaCount, 2);
    assert.deepEqual(values.nodeSelector, { place: "region" });
    assert.equal(await valueOf(result.ingressClass), "alb");
  });

  it("leaves Services to EKS, and tags the resources that it creates", async () => {
    const { inputs } = (await deployed({ scenario: "custom-routing" })).get(
      "kubernetes:helm.sh/v3:Release",
    );
    const values = inputs.values as Record<string, unknown>;
    assert.equal(values.enableServiceMutatorWebhook, false);
    assert.deepEqual(values.defaultTags, {
      Project: "eks-scenarios",
      Stack: "test",
      ManagedBy: "pulumi",
      Scenario: "custom-routing",
    });
  });

  it("keeps its role through Pod Identity from before its pods start until they are deleted", async () => {
    const { get } = await deployed();
    const association = get("aws:eks/podIdentityAssociation:PodIdentityAssociation").inputs;
    assert.equal(association.namespace, "kube-system");
    assert.equal(association.serviceAccount, "aws-load-balancer-controller");
    const { inputs, dependencies } = get("kubernetes:helm.sh/v3:Release");
    const { serviceAccount } = inputs.values as { serviceAccount: { name: string } };
    assert.equal(serviceAccount.name, association.serviceAccount);
    assert(dependencies.includes("load-balancers-role"));
    assert.match(
      String(get("aws:iam/role:Role").inputs.assumeRolePolicy),
      /"Service":"pods\.eks\.amazonaws\.com"/,
    );
  });

  it("has exactly the documented permissions with all its features", async () => {
    const actions = (await statements({ features: everything })).flatMap(actionsOf);
    const expected = Object.entries(documented).flatMap(([service, names]) =>
      names.map((name) => `${service}:${name}`),
    );
    assert.deepEqual([...new Set(actions)].sort(), expected.sort());
  });

  it("may use certificates, but neither firewalls nor user pools, by default", async () => {
    const services = (list: Statement[]) =>
      [...new Set(list.flatMap(actionsOf).map((action) => action.split(":")[0]))].sort();
    assert.deepEqual(services(await statements()), ["acm", "ec2", "elasticloadbalancing", "iam"]);
    const without = await statements({ features: { certificates: false } });
    assert.deepEqual(services(without), ["ec2", "elasticloadbalancing", "iam"]);
    const { values } = (await deployed({ features: { waf: true } })).get(
      "kubernetes:helm.sh/v3:Release",
    ).inputs as { values: Record<string, unknown> };
    assert.deepEqual(
      [values.enableWaf, values.enableWafv2, values.enableShield],
      [true, true, false],
    );
  });

  it("has no wildcard among its actions, and all resources only where AWS supports no others", async () => {
    const all = await statements({ features: everything });
    assert.deepEqual(
      all.flatMap(actionsOf).filter((action) => action.includes("*")),
      [],
    );
    const onAll = all.filter((one) => resourcesOf(one).includes("*"));
    assert.deepEqual(
      onAll.map(({ Sid }) => Sid),
      ["See", "FindCertificates", "ShieldSubscription"],
    );
    for (const action of onAll.flatMap(actionsOf)) assert.match(action, /:(Describe|Get|List)/);
  });

  it("changes and deletes only what carries the cluster's tag, in this account and Region", async () => {
    const all = await statements();
    const changing = all.filter((one) =>
      actionsOf(one).some((action) => /:(Delete|Set)/.test(action)),
    );
    for (const one of changing.filter(({ Sid }) => Sid !== "Listeners")) {
      const tags = Object.values(one.Condition ?? {}).flatMap((test) => Object.entries(test));
      assert(
        tags.some(
          ([key, value]) => key === "aws:ResourceTag/elbv2.k8s.aws/cluster" && value === "games",
        ),
        one.Sid,
      );
    }
    for (const arn of all.flatMap(resourcesOf).filter((resource) => resource !== "*")) {
      assert.match(arn, /^arn:aws:(iam::|[a-z0-9-]+:us-east-1:)123456789012:/);
    }
  });

  it("admits traffic in the cluster's VPC only", async () => {
    const rule = (await statements()).find(({ Sid }) => Sid === "AdmitToTargets");
    assert.deepEqual(rule?.Condition, {
      ArnEquals: { "ec2:Vpc": "arn:aws:ec2:us-east-1:123456789012:vpc/vpc-1" },
    });
  });

  it("has a policy that fits the size limit of its role", async () => {
    // Source: IAM and AWS STS quotas: 10,240 characters for all inline policies of a role.
    assert(JSON.stringify(await statements({ features: everything })).length < 10_240);
  });

  it("is refused without a pod before anything is registered", async () => {
    const { resources } = await deploy(() =>
      refuses(
        () => new LoadBalancerController("load-balancers", { ...valid, replicas: 0 }),
        "replicas: 0 must be a whole number from 1 to 5. " +
          "Give 2: one is active, the other takes over when it fails.",
      ),
    );
    assert.deepEqual(resources, []);
  });
});
