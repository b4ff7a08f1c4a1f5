import assert from "node:assert/strict";
import {
  WeightedRecords,
  ZoneLoadBalancer,
  type WeightedRecordsArgs,
  type ZoneLoadBalancerArgs,
} from "../../../components/wavelength";
import { refuses } from "../../model/refusal";
import { deploy, valueOf } from "../harness";

const ingressType = "kubernetes:networking.k8s.io/v1:Ingress";

describe("The load balancer of a Wavelength Zone", () => {
  const valid: ZoneLoadBalancerArgs = {
    clusterName: "games",
    ingressClass: "alb",
    namespace: "boston",
    subnetId: "subnet-boston",
    service: { name: "frontend", port: 80 },
  };
  const hostname = "k8s-boston-frontend-1.us-east-1.elb.amazonaws.com";

  const deployed = (change: Partial<ZoneLoadBalancerArgs> = {}) =>
    deploy(
      () => new ZoneLoadBalancer("balancer", { ...valid, ...change }),
      { [ingressType]: () => ({ status: { loadBalancer: { ingress: [{ hostname }] } } }) },
      { "aws:lb/getLoadBalancer:getLoadBalancer": { zoneId: "Z35SXDOTRQ7X7K" } },
    );

  const annotations = async (change: Partial<ZoneLoadBalancerArgs> = {}) => {
    const { metadata } = (await deployed(change)).get(ingressType).inputs;
    const all = (metadata as { annotations: Record<string, string> }).annotations;
    const short = ([key, value]: [string, string]) => [
      key.replace("alb.ingress.kubernetes.io/", ""),
      value,
    ];
    return Object.fromEntries(Object.entries(all).map(short)) as Record<string, string>;
  };

  it("is an Ingress with the zone's subnet by id, and pods as targets", async () => {
    const { inputs } = (await deployed()).get(ingressType);
    assert.deepEqual(inputs.spec, {
      ingressClassName: "alb",
      rules: [
        {
          http: {
            paths: [
              {
                path: "/",
                pathType: "Prefix",
                backend: { service: { name: "frontend", port: { number: 80 } } },
              },
            ],
          },
        },
      ],
    });
    assert.deepEqual(await annotations(), {
      subnets: "subnet-boston",
      scheme: "internet-facing",
      "target-type": "ip",
      "healthcheck-path": "/healthz",
      "listen-ports": '[{"HTTP":80}]',
      tags: "Project=eks-scenarios,Stack=test,ManagedBy=pulumi,Scenario=wavelength",
    });
  });

  it("serves HTTPS with a certificate", async () => {
    const certificateArn = "arn:aws:acm:us-east-1:123456789012:certificate/1";
    const all = await annotations({ certificateArn });
    assert.equal(all["listen-ports"], '[{"HTTP":80},{"HTTPS":443}]');
    assert.equal(all["certificate-arn"], certificateArn);
    assert.equal(all["ssl-redirect"], "443");
  });

  it("has the name from the Ingress's status, and is found by its tags", async () => {
    const { result } = await deployed();
    assert.equal(await valueOf(result.hostname), hostname);
    assert.equal(await valueOf(result.hostedZoneId), "Z35SXDOTRQ7X7K");
  });

  const spoiled: [string, Partial<ZoneLoadBalancerArgs>, string][] = [
    [
      "for an invalid port",
      { service: { name: "frontend", port: 0 } },
      "service.port: 0 must be a port from 1 to 65535. Give the port of the Service.",
    ],
    [
      "with an invalid certificate",
      { certificateArn: "arn:aws:iam::123456789012:server-certificate/play" },
      'certificateArn: "arn:aws:iam::123456789012:server-certificate/play" is not the ARN of a certificate ' +
        "of ACM. Give for example arn:aws:acm:us-east-1:123456789012:certificate/<id>, of the cluster's Region.",
    ],
  ];
  for (const [how, change, message] of spoiled) {
    it(`is refused ${how} before anything is registered`, async () => {
      const { resources } = await deploy(() =>
        refuses(() => new ZoneLoadBalancer("balancer", { ...valid, ...change }), message),
      );
      assert.deepEqual(resources, []);
    });
  }
});

describe("Weighted records", () => {
  const target = (name: string, weight: number) => ({
    ...{ name, weight, hostname: `${name}.elb.amazonaws.com`, hostedZoneId: "Z35SXDOTRQ7X7K" },
  });
  const valid: WeightedRecordsArgs = {
    domain: "play.example.com",
    targets: [target("boston", 70), target("new-york", 30)],
  };

  const deployed = (change: Partial<WeightedRecordsArgs> = {}) =>
    deploy(() => new WeightedRecords("play", { ...valid, ...change }), {
      "aws:route53/zone:Zone": () => ({ zoneId: "Z1", nameServers: ["ns-1.awsdns-00.com"] }),
    });

  it("are one alias per load balancer, distinguished by name, that answers while it is healthy", async () => {
    const { all } = await deployed();
    assert.deepEqual(
      all("aws:route53/record:Record").map(({ inputs }) => inputs),
      [target("boston", 70), target("new-york", 30)].map(
        ({ name, weight, hostname, hostedZoneId }) => ({
          zoneId: "Z1",
          name: "play.example.com",
          type: "A",
          setIdentifier: name,
          weightedRoutingPolicies: [{ weight }],
          aliases: [{ name: hostname, zoneId: hostedZoneId, evaluateTargetHealth: true }],
        }),
      ),
    );
  });

  it("are in a new zone of their name, whose name servers the parent domain must delegate to", async () => {
    const { get, result } = await deployed();
    assert.equal(get("aws:route53/zone:Zone").inputs.name, "play.example.com");
    assert.deepEqual(await valueOf(result.nameServers), ["ns-1.awsdns-00.com"]);
  });

  it("are in an existing zone, if one is given", async () => {
    const { all, result } = await deployed({ hostedZoneId: "Z2" });
    assert.deepEqual(all("aws:route53/zone:Zone"), []);
    assert.equal(await valueOf(result.hostedZoneId), "Z2");
    for (const { inputs } of all("aws:route53/record:Record")) assert.equal(inputs.zoneId, "Z2");
  });

  const spoiled: [string, Partial<WeightedRecordsArgs>, string][] = [
    [
      "under an invalid name",
      { domain: "play" },
      'domain: "play" is not the name of a domain. ' +
        "Give a full name in lower case without a dot at its end, for example play.example.com.",
    ],
    [
      "with a weight out of range",
      { targets: [target("boston", 256)] },
      "targets[0].weight: 256 is not a whole number between 0 and 255. " +
        "Give the record's share against the other weights, for example 50 of 50 and 50.",
    ],
    [
      "with weights that are all zero",
      { targets: [target("boston", 0), target("new-york", 0)] },
      "targets: [0,0] have weight 0 all of them, and Route 53 then answers with every one. " +
        "Give those that are to be answered a weight of 1 or more.",
    ],
    [
      "with one name twice",
      { targets: [target("boston", 1), target("boston", 1)] },
      'targets[1].name: "boston" is the name of another target: Route 53 distinguishes records of a domain by it. ' +
        "Name every target differently.",
    ],
  ];
  for (const [how, change, message] of spoiled) {
    it(`are refused ${how} before anything is registered`, async () => {
      const { resources } = await deploy(() =>
        refuses(() => new WeightedRecords("play", { ...valid, ...change }), message),
      );
      assert.deepEqual(resources, []);
    });
  }
});
