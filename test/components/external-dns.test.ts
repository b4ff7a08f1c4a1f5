import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import Ajv from "ajv";
import {
  ExternalDns,
  type ExternalDnsArgs,
  type PublishedNamespace,
} from "../../components/cloud-map";
import { refuses } from "../model/refusal";
import chart from "./charts/external-dns.json";
import { deploy, valueOf } from "./harness";

const namespace = (name: string, kind: PublishedNamespace["kind"] = "private") => ({
  namespaceName: name,
  kind,
  namespaceArn: pulumi.output(
    `arn:aws:servicediscovery:us-east-1:123456789012:namespace/ns-${name}`,
  ),
  hostedZoneId: pulumi.output(`Z-${name}`),
});

const args = (more: Partial<ExternalDnsArgs> = {}): ExternalDnsArgs => ({
  clusterName: "games",
  ownerId: "games",
  namespaces: [namespace("games.internal"), namespace("chat.internal")],
  ...more,
});

const types = {
  release: "kubernetes:helm.sh/v3:Release",
  policy: "aws:iam/rolePolicy:RolePolicy",
  association: "aws:eks/podIdentityAssociation:PodIdentityAssociation",
};

const deployed = (more: Partial<ExternalDnsArgs> = {}) =>
  deploy(() => new ExternalDns("external-dns", args(more)));

interface Statement {
  Sid: string;
  Action: string | string[];
  Resource: string | string[];
  Condition?: Record<string, Record<string, unknown>>;
}

async function statements(): Promise<Statement[]> {
  const { inputs } = (await deployed()).get(types.policy);
  return (JSON.parse(String(inputs.policy)) as { Statement: Statement[] }).Statement;
}

async function valuesOf(more: Partial<ExternalDnsArgs> = {}): Promise<Record<string, unknown>> {
  return (await deployed(more)).get(types.release).inputs.values as Record<string, unknown>;
}

/** Returns values by their path: `provider.name`. */
function paths(values: object, prefix = ""): [string, unknown][] {
  return Object.entries(values).flatMap(([key, value]): [string, unknown][] =>
    typeof value === "object" && value !== null && !Array.isArray(value)
      ? paths(value as object, `${prefix}${key}.`)
      : [[prefix + key, value]],
  );
}

describe("ExternalDNS on Cloud Map", () => {
  it("is the chart at its pinned version, in its own namespace", async () => {
    const { get } = await deployed();
    const { inputs, dependencies } = get(types.release);
    assert.equal(inputs.chart, "external-dns");
    assert.equal(inputs.version, "1.21.1");
    assert.equal(inputs.namespace, "external-dns");
    assert.deepEqual(inputs.repositoryOpts, {
      repo: "https://kubernetes-sigs.github.io/external-dns",
    });
    const { metadata } = get("kubernetes:core/v1:Namespace").inputs as { metadata: object };
    assert.deepEqual(metadata, {
      name: "external-dns",
      labels: { "pod-security.kubernetes.io/enforce": "restricted" },
    });
    for (const name of ["external-dns-role", "external-dns-namespace"]) {
      assert(dependencies.includes(name), name);
    }
  });

  for (const more of [{}, { policy: "upsert-only", sources: ["gateway-httproute"] }] as const) {
    it(`sets values that the chart has, of the right types: ${JSON.stringify(more)}`, async () => {
      const ajv = new Ajv({ strict: false });
      const values = await valuesOf(more);
      const known = chart.values as Record<string, object>;
      for (const [path, value] of paths(values)) {
        assert(known[path], `the chart has no value ${path}`);
        assert(ajv.validate(known[path], value), `${path}: ${ajv.errorsText()}`);
      }
      for (const path of chart.required) assert(path in values, path);
    });
  }

  it("passes flags that ExternalDNS has", async () => {
    const { extraArgs } = (await valuesOf()) as { extraArgs: string[] };
    for (const flag of extraArgs) {
      assert(chart.flags.names.includes(/^--([^=]+)/.exec(flag)?.[1] ?? ""), flag);
    }
    assert(extraArgs.includes("--aws-sd-service-cleanup"));
    assert(extraArgs.includes("--aws-sd-create-tag=ExternalDnsOwner=games"));
    assert(extraArgs.includes("--aws-sd-create-tag=Scenario=cloud-map"));
  });

  it("deletes nothing with a policy that only adds and changes", async () => {
    const { policy, extraArgs } = (await valuesOf({ policy: "upsert-only" })) as {
      policy: string;
      extraArgs: string[];
    };
    assert.equal(policy, "upsert-only");
    assert(!extraArgs.includes("--aws-sd-service-cleanup"));
  });

  it("gets its Region as a setting", async () => {
    assert.deepEqual((await valuesOf())["env"], [{ name: "AWS_REGION", value: "us-east-1" }]);
  });

  it("has its role through Pod Identity before it starts", async () => {
    const { get, result } = await deployed();
    const { inputs } = get(types.association);
    assert.equal(inputs.namespace, "external-dns");
    assert.equal(inputs.serviceAccount, "external-dns");
    assert.equal(inputs.roleArn, await valueOf(result.roleArn));
    const trust = JSON.parse(String(get("aws:iam/role:Role").inputs.assumeRolePolicy)) as {
      Statement: { Principal: unknown }[];
    };
    assert.deepEqual(trust.Statement[0]?.Principal, { Service: "pods.eks.amazonaws.com" });
  });

  it("may only make the calls that its code makes", async () => {
    // Source: the interface AWSSDClient in provider/awssd/aws_sd.go, v0.21; TagResource comes with tags.
    const calls = [
      ...["CreateService", "DeleteService", "DeregisterInstance", "DiscoverInstances"],
      ...["ListNamespaces", "ListServices", "RegisterInstance", "TagResource", "UpdateService"],
    ].map((call) => `servicediscovery:${call}`);
    const allowed = (await statements()).flatMap(({ Action }) => Action).sort();
    assert.deepEqual(allowed, ["route53:ChangeResourceRecordSets", ...calls]);
  });

  it("changes only services with its tag, and creates none without it", async () => {
    const byId = new Map((await statements()).map((statement) => [statement.Sid, statement]));
    assert.deepEqual(byId.get("Change")?.Condition, {
      StringEquals: { "aws:ResourceTag/ExternalDnsOwner": "games" },
    });
    for (const id of ["Create", "TagOnCreation"]) {
      assert.deepEqual(byId.get(id)?.Condition, {
        StringEquals: { "aws:RequestTag/ExternalDnsOwner": "games" },
      });
    }
  });

  it("reaches its own namespaces and their hosted zones", async () => {
    const byId = new Map((await statements()).map((statement) => [statement.Sid, statement]));
    assert.deepEqual(byId.get("Records")?.Resource, [
      "arn:aws:route53:::hostedzone/Z-games.internal",
      "arn:aws:route53:::hostedzone/Z-chat.internal",
    ]);
    assert.deepEqual(byId.get("Create")?.Resource, [
      "arn:aws:servicediscovery:us-east-1:123456789012:namespace/ns-games.internal",
      "arn:aws:servicediscovery:us-east-1:123456789012:namespace/ns-chat.internal",
      "arn:aws:servicediscovery:us-east-1:123456789012:service/*",
    ]);
    assert.deepEqual(byId.get("Discover")?.Condition, {
      StringEquals: { "servicediscovery:NamespaceName": ["games.internal", "chat.internal"] },
    });
    const everywhere = [...byId.values()].filter(({ Resource }) => Resource === "*");
    assert.deepEqual(
      everywhere.map(({ Sid }) => Sid),
      ["See", "TagOnCreation"],
    );
  });
});

describe("Before anything is registered, ExternalDNS on Cloud Map", () => {
  const refused = (more: Partial<ExternalDnsArgs>, text: string) =>
    refuses(() => new ExternalDns("external-dns", args(more)), text);

  it("is refused for an HTTP namespace", () => {
    refused(
      { namespaces: [namespace("resources", "http")] },
      'namespaces[0]: "resources" is an HTTP namespace, and ExternalDNS publishes DNS names. Choose a private or public namespace, or register instances yourself.',
    );
  });

  it("is refused with cleanUp and a policy that deletes nothing", () => {
    refused(
      { policy: "upsert-only", cleanUp: true },
      'cleanUp: true deletes services, and upsert-only promises to delete nothing. Choose policy "sync", or turn the clean-up off.',
    );
  });
});
