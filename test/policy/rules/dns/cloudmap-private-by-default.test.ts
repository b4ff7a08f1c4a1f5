import assert from "node:assert/strict";
import type { Example } from "../../../../policy/frame/rule";
import { cloudmapPrivateByDefault as rule } from "../../../../policy/rules/dns/cloudmap-private-by-default";
import { judge, notYet, spoil, verdict, violations } from "../../harness/judging";

const listing = (...publicNamespaces: string[]) => ({
  given: { [rule.id]: { properties: { publicNamespaces } } },
});

const release = (values: object, chart = "external-dns"): Example => ({
  dns: { type: "kubernetes:helm.sh/v3:Release", properties: { chart, values } },
});

const deployment = (...args: string[]): Example => ({
  dns: {
    type: "kubernetes:apps/v1:Deployment",
    properties: {
      spec: {
        template: {
          spec: {
            containers: [
              { name: "proxy", image: "example.com/proxy:1" },
              { name: "dns", image: "registry.k8s.io/external-dns/external-dns:v0.21.0", args },
            ],
          },
        },
      },
    },
  },
});

const both = (path: string) =>
  `The --aws-zone-type of ExternalDNS must be private; it is not set, which means private and public.\nFix: Add --aws-zone-type=private to ${path}.`;
const onlyPublic =
  "The --aws-zone-type of ExternalDNS must be private; it is public.\nFix: Add --aws-zone-type=private to values.extraArgs.";

const inCloudMap = { provider: { name: "aws-sd" } };
const zoneType = (kind: string) => ({ ...inCloudMap, extraArgs: [`--aws-zone-type=${kind}`] });

describe("cloudmap-private-by-default refuses", () => {
  it("a public namespace that the configuration does not list", () => {
    const wanted = [
      `Namespace services.example.com must be private or listed in publicNamespaces; it is public.\nFix: ${rule.fix}`,
    ];
    assert.deepEqual(violations(rule, rule.fails), wanted);
    assert.deepEqual(violations(rule, rule.fails, listing("example.com")), wanted);
    assert.deepEqual(violations(rule, spoil(rule.fails, "services", { name: undefined })), [
      `Namespace services must be private or listed in publicNamespaces; it is public.\nFix: ${rule.fix}`,
    ]);
  });

  it("a chart of ExternalDNS that uses public namespaces", () => {
    assert.deepEqual(violations(rule, release(inCloudMap)), [both("values.extraArgs")]);
    assert.deepEqual(violations(rule, release(zoneType(""))), [both("values.extraArgs")]);
    assert.deepEqual(violations(rule, release(zoneType("public"))), [onlyPublic]);
    const bitnami = { provider: "aws-sd", aws: { zoneType: "public" } };
    assert.deepEqual(violations(rule, release(bitnami, "oci://example.com/external-dns")), [
      onlyPublic,
    ]);
    const unset = { provider: "aws-sd", aws: { zoneType: "" } };
    assert.deepEqual(violations(rule, release(unset)), [both("values.extraArgs")]);
  });

  it("a Deployment of ExternalDNS that uses public namespaces", () => {
    assert.deepEqual(violations(rule, deployment("--provider=aws-sd")), [
      both("spec.template.spec.containers[1].args"),
    ]);
    const image = "example.com/external-dns@sha256:0";
    const alone = spoil(deployment(), "dns", {
      spec: { template: { spec: { containers: [{ image, args: ["--provider=aws-sd"] }] } } },
    });
    assert.deepEqual(violations(rule, alone), [both("spec.template.spec.containers[0].args")]);
  });

  it("a domain that the configuration does not list", () => {
    const filtered = { ...inCloudMap, domainFilters: ["shop.example.com", "internal.example.com"] };
    assert.equal(verdict(rule, release(filtered), listing("shop.example.com")), "fail");
  });
});

describe("cloudmap-private-by-default accepts", () => {
  it("public names that the configuration lists", () => {
    assert.deepEqual(judge([rule], rule.fails, listing("services.example.com")), []);
    const filtered = { ...zoneType("public"), domainFilters: ["shop.example.com"] };
    assert.deepEqual(judge([rule], release(filtered), listing("shop.example.com")), []);
    const args = ["--provider=aws-sd", "--domain-filter=shop.example.com"];
    assert.deepEqual(judge([rule], deployment(...args), listing("shop.example.com")), []);
  });

  it("ExternalDNS that uses private namespaces only", () => {
    const bitnami = { provider: "aws-sd", extraArgs: { "aws-zone-type": "private" } };
    for (const values of [zoneType("private"), bitnami]) {
      assert.deepEqual(judge([rule], release(values)), []);
    }
    const args = ["--provider=aws-sd", "--aws-zone-type=private"];
    assert.deepEqual(judge([rule], deployment(...args)), []);
  });

  it("ExternalDNS for Route 53, other charts and other Deployments", () => {
    assert.deepEqual(judge([rule], release({ provider: { name: "aws" } })), []);
    assert.deepEqual(judge([rule], release({})), []);
    assert.deepEqual(judge([rule], release(inCloudMap, "external-dns-exporter")), []);
    const other = spoil(deployment("--provider=aws-sd"), "dns", {
      spec: { template: { spec: { containers: [{ args: ["--provider=aws-sd"] }] } } },
    });
    assert.deepEqual(judge([rule], other), []);
  });
});

describe("cloudmap-private-by-default", () => {
  it("reports unknown names and values", () => {
    assert.equal(verdict(rule, release({ provider: notYet })), "unknown");
    assert.equal(verdict(rule, spoil(rule.fails, "services", { name: notYet })), "unknown");
  });
});
