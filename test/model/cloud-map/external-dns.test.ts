import assert from "node:assert/strict";
import {
  checkExternalDns,
  externalDnsValues,
  type ExternalDnsPlan,
} from "../../../model/cloud-map/external-dns";
import { refuses } from "../refusal";

const plan = (more: Partial<ExternalDnsPlan> = {}): ExternalDnsPlan => ({
  namespaces: [{ name: "games.internal", kind: "private" }],
  ownerId: "eks-scenarios-dev",
  policy: "sync",
  cleanUp: true,
  sources: ["service", "ingress"],
  ...more,
});

const check = (more: Partial<ExternalDnsPlan>) => () => checkExternalDns(plan(more));

describe("ExternalDNS on Cloud Map", () => {
  it("uses its namespaces only, and tags the services that it creates", () => {
    checkExternalDns(plan());
    assert.deepEqual(externalDnsValues(plan(), { ExternalDnsOwner: "dev", Stack: "dev" }), {
      provider: { name: "aws-sd" },
      registry: "aws-sd",
      policy: "sync",
      txtOwnerId: "eks-scenarios-dev",
      domainFilters: ["games.internal"],
      sources: ["service", "ingress"],
      extraArgs: [
        "--aws-zone-type=private",
        "--aws-sd-service-cleanup",
        "--aws-sd-create-tag=ExternalDnsOwner=dev",
        "--aws-sd-create-tag=Stack=dev",
      ],
      triggerLoopOnEvent: true,
      logFormat: "json",
      serviceAccount: { create: true, name: "external-dns" },
      resources: { requests: { cpu: "50m", memory: "64Mi" }, limits: { memory: "128Mi" } },
    });
  });

  it("deletes nothing with the policy upsert-only", () => {
    const values = externalDnsValues(plan({ policy: "upsert-only", cleanUp: false }), {});
    assert.equal(values["policy"], "upsert-only");
    assert.deepEqual(values["extraArgs"], ["--aws-zone-type=private"]);
  });
});

describe("ExternalDNS on Cloud Map is refused", () => {
  it("without a namespace", () => {
    refuses(
      check({ namespaces: [] }),
      "namespaces: [] leaves nothing to publish to. Name a private or public namespace.",
    );
  });

  it("for an HTTP namespace", () => {
    refuses(
      check({ namespaces: [{ name: "resources", kind: "http" }] }),
      'namespaces[0]: "resources" is an HTTP namespace, and ExternalDNS publishes DNS names. Choose a private or public namespace, or register instances yourself.',
    );
  });

  it("for namespaces of two kinds", () => {
    const namespaces = [
      { name: "games.internal", kind: "private" },
      { name: "play.example.com", kind: "public" },
    ] as const;
    refuses(
      check({ namespaces }),
      'namespaces[1]: "play.example.com" is public, and games.internal is private: ExternalDNS sees one kind. Install one ExternalDNS per kind.',
    );
  });

  it("if a namespace is listed twice", () => {
    const [one] = plan().namespaces;
    refuses(
      check({ namespaces: [one!, one!] }),
      'namespaces[1]: "games.internal" is listed twice. List it once.',
    );
  });

  it("if its labels cannot hold the owner id", () => {
    refuses(
      check({ ownerId: "a,b" }),
      "ownerId: \"a,b\" is not a valid owner id in descriptions and tags. Use up to 128 letters, digits, '.', '_' and '-', for example the cluster's name.",
    );
  });

  it("without a source to publish", () => {
    refuses(
      check({ sources: [] }),
      "sources: [] leaves nothing to publish. Name at least service.",
    );
  });

  it("if it shall clean up but never delete", () => {
    refuses(
      check({ policy: "upsert-only" }),
      'cleanUp: true deletes services, and upsert-only promises to delete nothing. Choose policy "sync", or turn the clean-up off.',
    );
  });
});
