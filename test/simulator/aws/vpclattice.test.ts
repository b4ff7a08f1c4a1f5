import assert from "node:assert/strict";
import { text, type Properties } from "../../../simulator/values";
import { LocalAws, codeOf, type Made } from "./local-aws";
import { make, makeSubnets, refusal } from "./network";

const policy = (change: object = {}) =>
  JSON.stringify({
    Version: "2012-10-17",
    Statement: [
      {
        Effect: "Allow",
        Principal: "*",
        Action: "vpc-lattice-svcs:Invoke",
        Resource: "*",
        ...change,
      },
    ],
  });

describe("VPC Lattice in the local cloud", () => {
  let aws: LocalAws;
  let vpcId: string;
  let network: Made;
  let service: Made;

  beforeEach(async () => {
    aws = await LocalAws.start();
    ({ vpcId } = await makeSubnets(aws));
    network = await make(aws, "vpclattice/ServiceNetwork", { name: "shop" });
    service = await make(aws, "vpclattice/Service", { name: "checkout" });
  });
  afterEach(() => aws.stop());

  const associateVpc = (change: Properties = {}) =>
    make(aws, "vpclattice/ServiceNetworkVpcAssociation", {
      serviceNetworkIdentifier: network.id,
      vpcIdentifier: vpcId,
      ...change,
    });
  const associateService = (serviceIdentifier = service.id) =>
    make(aws, "vpclattice/ServiceNetworkServiceAssociation", {
      serviceNetworkIdentifier: network.id,
      serviceIdentifier,
    });
  const listener = (port: number, serviceIdentifier = service.id) =>
    make(aws, "vpclattice/Listener", {
      serviceIdentifier,
      protocol: "HTTP",
      port,
      defaultAction: { fixedResponse: { statusCode: 404 } },
    });
  const targetGroup = (name: string, change: Properties = {}) =>
    make(aws, "vpclattice/TargetGroup", {
      name,
      type: "IP",
      config: { port: 80, protocol: "HTTP", vpcIdentifier: vpcId },
      ...change,
    });
  const rule = (of: Made, priority: number, groups: readonly Made[]) =>
    make(aws, "vpclattice/ListenerRule", {
      serviceIdentifier: service.id,
      listenerIdentifier: text(of.outputs["listenerId"]),
      priority,
      match: { httpMatch: { pathMatch: { match: { prefix: `/${priority}` } } } },
      action: {
        forward: {
          targetGroups: groups.map(({ id }) => ({ targetGroupIdentifier: id, weight: 1 })),
        },
      },
    });

  it("gives ids, ARNs and domain names in AWS' shapes", async () => {
    assert.match(network.id, /^sn-[0-9a-f]{17}$/);
    assert.equal(
      network.outputs["arn"],
      `arn:aws:vpc-lattice:us-east-1:123456789012:servicenetwork/${network.id}`,
    );
    const [entry] = service.outputs["dnsEntries"] as { domainName: string }[];
    const digits = service.id.replace("svc-", "");
    assert.match(
      entry!.domainName,
      new RegExp(`^checkout-${digits}\\.[0-9a-f]{7}\\.vpc-lattice-svcs\\.us-east-1\\.on\\.aws$`),
    );
    const made = await listener(80);
    assert.match(made.id, new RegExp(`^${service.id}/listener-[0-9a-f]{17}$`));
    const [group] = [await targetGroup("blue")];
    assert.match(
      (await rule(made, 1, [group])).id,
      /^svc-[0-9a-f]{17}\/listener-[0-9a-f]{17}\/rule-[0-9a-f]{17}$/,
    );
  });

  it("associates a VPC with one service network", async () => {
    await associateVpc();
    const other = await make(aws, "vpclattice/ServiceNetwork", { name: "partners" });
    assert.equal(
      await refusal(associateVpc({ serviceNetworkIdentifier: other.id })),
      `ConflictException: VPC ${vpcId} already has an association with service network ${network.id}`,
    );
  });

  it("associates a VPC with security groups of its own, and lets go of no last one", async () => {
    const other = await make(aws, "ec2/Vpc", { cidrBlock: "10.9.0.0/16" });
    const foreign = await make(aws, "ec2/SecurityGroup", { vpcId: other.id });
    assert.equal(
      await refusal(associateVpc({ securityGroupIds: [foreign.id] })),
      `ValidationException: Security group ${foreign.id} does not belong to VPC ${vpcId}`,
    );
    const own = await make(aws, "ec2/SecurityGroup", { vpcId });
    const association = await associateVpc({ securityGroupIds: [own.id] });
    assert.equal(
      await codeOf(aws.update(association, { securityGroupIds: [] })),
      "ValidationException",
    );
    assert.equal(await codeOf(aws.delete(own)), "DependencyViolation");
  });

  it("keeps a service network while VPCs or services are associated with it", async () => {
    const vpcAssociation = await associateVpc();
    const serviceAssociation = await associateService();
    assert.equal(await codeOf(aws.delete(network)), "ConflictException");
    assert.equal(await codeOf(aws.delete(service)), "ConflictException");
    await aws.delete(vpcAssociation);
    assert.equal(await codeOf(aws.delete(network)), "ConflictException");
    await aws.delete(serviceAssociation);
    await aws.delete(network);
    await aws.delete(service);
  });

  it("takes what belongs to a service network or service along with it", async () => {
    const logs = await make(aws, "s3/Bucket", { bucket: "access-logs" });
    const belongings = [
      await make(aws, "vpclattice/AuthPolicy", {
        resourceIdentifier: text(network.outputs["arn"]),
        policy: policy(),
      }),
      await make(aws, "vpclattice/AccessLogSubscription", {
        resourceIdentifier: network.id,
        destinationArn: text(logs.outputs["arn"]),
      }),
      await listener(80),
    ];
    await aws.delete(network);
    await aws.delete(service);
    for (const one of belongings) assert.equal(aws.read(one), undefined, one.type);
  });

  it("names a service network, a service and a target group once", async () => {
    assert.equal(
      await refusal(make(aws, "vpclattice/ServiceNetwork", { name: "shop" })),
      "ConflictException: Service network with name shop already exists",
    );
    assert.equal(
      await refusal(make(aws, "vpclattice/Service", { name: "checkout" })),
      "ConflictException: Service with name checkout already exists",
    );
    await targetGroup("blue");
    assert.equal(
      await refusal(targetGroup("blue")),
      "ConflictException: Target group with name blue already exists",
    );
  });

  it("takes names of AWS' pattern only", async () => {
    await assert.rejects(make(aws, "vpclattice/ServiceNetwork", { name: "shop--dev" }), /pattern/);
    await assert.rejects(make(aws, "vpclattice/Service", { name: "svc-checkout" }), /pattern/);
  });

  it("has two listeners in a service, on ports of their own", async () => {
    await listener(80);
    assert.equal(
      await refusal(listener(80)),
      "ConflictException: Listener with port 80 already exists for the service",
    );
    await listener(8080);
    assert.equal(
      await refusal(listener(9090)),
      "ServiceQuotaExceededException: Service has reached its number of listeners",
    );
  });

  it("has ten rules in a listener, with priorities of their own", async () => {
    const of = await listener(80);
    const group = await targetGroup("blue");
    await rule(of, 1, [group]);
    assert.equal(
      await refusal(rule(of, 1, [group])),
      "ConflictException: Rule with priority 1 already exists for the listener",
    );
    for (let priority = 2; priority <= 10; priority++) await rule(of, priority, [group]);
    assert.equal(
      await refusal(rule(of, 11, [group])),
      "ServiceQuotaExceededException: Listener has reached its number of rules",
    );
  });

  it("reaches ten target groups from a service", async () => {
    const of = await listener(80);
    const groups: Made[] = [];
    for (let index = 0; index < 11; index++) groups.push(await targetGroup(`group-${index}`));
    await rule(of, 1, groups.slice(0, 6));
    await rule(of, 2, groups.slice(4, 10));
    assert.equal(
      await refusal(rule(of, 3, groups.slice(10))),
      "ServiceQuotaExceededException: Service has reached its number of target groups",
    );
  });

  it("keeps a target group while a rule or a target is in it", async () => {
    const of = await listener(80);
    const group = await targetGroup("blue");
    const made = await rule(of, 1, [group]);
    const target = await make(aws, "vpclattice/TargetGroupAttachment", {
      targetGroupIdentifier: group.id,
      target: { id: "10.0.0.10", port: 8080 },
    });
    assert.equal(await codeOf(aws.delete(group)), "ConflictException");
    await aws.delete(made);
    assert.equal(await codeOf(aws.delete(group)), "ConflictException");
    await aws.delete(target);
    await aws.delete(group);
  });

  it("asks for what a type of target group needs", async () => {
    assert.equal(
      await refusal(targetGroup("blue", { config: { port: 80, protocol: "HTTP" } })),
      "ValidationException: vpcIdentifier is required for target groups of type IP",
    );
    assert.equal(
      await refusal(targetGroup("function", { type: "LAMBDA" })),
      "ValidationException: Port, protocol and VPC are not for target groups of type LAMBDA",
    );
    await targetGroup("function", { type: "LAMBDA", config: {} });
  });

  it("has one default action in a listener", async () => {
    const group = await targetGroup("blue");
    const forwards = [{ targetGroups: [{ targetGroupIdentifier: group.id, weight: 1000 }] }];
    const withAction = (defaultAction: Properties) =>
      make(aws, "vpclattice/Listener", {
        serviceIdentifier: service.id,
        protocol: "HTTP",
        defaultAction,
      });
    assert.equal(
      await refusal(withAction({})),
      "ValidationException: Default action must be exactly one of forward and fixedResponse",
    );
    assert.equal(
      await refusal(withAction({ forwards })),
      "ValidationException: Weight 1000 is not between 0 and 999",
    );
  });

  it("makes an auth policy count where requests are authenticated", async () => {
    const put = (resourceIdentifier: string, text = policy()) =>
      make(aws, "vpclattice/AuthPolicy", { resourceIdentifier, policy: text });
    assert.equal((await put(network.id)).outputs["state"], "Inactive");
    const guarded = await make(aws, "vpclattice/ServiceNetwork", {
      name: "guarded",
      authType: "AWS_IAM",
    });
    assert.equal((await put(guarded.id)).outputs["state"], "Active");
    assert.equal(
      await refusal(put(guarded.id, `${policy()}\n`)),
      "ValidationException: The policy string in JSON must not contain newlines or blank lines",
    );
    assert.equal(
      await refusal(put(guarded.id, policy({ Sid: "a".repeat(10_240) }))),
      "ValidationException: Auth policy is larger than 10240 bytes",
    );
  });

  it("sends access logs to what exists, once for each kind of destination", async () => {
    const subscribe = (destinationArn: string, resourceIdentifier = network.id) =>
      make(aws, "vpclattice/AccessLogSubscription", { resourceIdentifier, destinationArn });
    assert.equal(
      await refusal(subscribe("arn:aws:s3:::nobodys-logs")),
      "ValidationException: The access log destination arn:aws:s3:::nobodys-logs does not exist",
    );
    const group = await make(aws, "cloudwatch/LogGroup", { name: "/aws/vendedlogs/lattice" });
    const arn = text(group.outputs["arn"]);
    const first = await subscribe(`${arn}:*`);
    assert.equal(
      await refusal(subscribe(arn)),
      `ConflictException: ${network.id} already has an access log subscription for a destination of this kind: ${first.id}`,
    );
    await subscribe(arn, service.id);
  });

  it("counts associations for programs that look", async () => {
    await associateVpc();
    await associateService();
    const token = "aws:vpclattice/getServiceNetwork:getServiceNetwork";
    const found = aws.invoke(token, { serviceNetworkIdentifier: network.id });
    assert.deepEqual(
      [found["name"], found["numberOfAssociatedVpcs"], found["numberOfAssociatedServices"]],
      ["shop", 1, 1],
    );
    const byName = aws.invoke("aws:vpclattice/getService:getService", { name: "checkout" });
    assert.equal(byName["id"], service.id);
  });
});
