import assert from "node:assert/strict";
import fc from "fast-check";
import {
  checkNamespace,
  type InstancePlan,
  type NamespacePlan,
  type ServicePlan,
} from "../../../model/cloud-map";
import { InputError } from "../../../model/errors";
import { refuses } from "../refusal";

const instance = (more: Record<string, string | undefined> = {}): InstancePlan => ({
  id: "1",
  attributes: {
    AWS_INSTANCE_IPV4: "10.10.0.20",
    stage: "beta",
    version: "1.0",
    active: "yes",
    ...more,
  },
});

const service = (more: Partial<ServicePlan> = {}): ServicePlan => ({
  name: "frontend",
  dns: { records: [{ type: "A", ttl: 60 }] },
  instances: [instance()],
  ...more,
});

const namespace = (more: Partial<NamespacePlan> = {}): NamespacePlan => ({
  name: "games.internal",
  kind: "private",
  services: [service()],
  ...more,
});

const check = (more: Partial<NamespacePlan>) => () => checkNamespace(namespace(more), "namespace");
const checkService = (more: Partial<ServicePlan>, kind: NamespacePlan["kind"] = "private") =>
  check({
    kind,
    services: [service(more)],
    ...(kind === "public" && { name: "play.example.com" }),
  });
const checkAttributes = (attributes: InstancePlan["attributes"], more: Partial<ServicePlan> = {}) =>
  checkService({ instances: [{ id: "1", attributes }], ...more });

describe("A Cloud Map namespace", () => {
  it("is accepted in each kind, with services of each kind of record", () => {
    check({})();
    check({ name: "play.example.com", kind: "public" })();
    check({ kind: "http", services: [service({ dns: undefined })] })();
    const records = (...types: ("A" | "AAAA" | "SRV" | "CNAME")[]) => ({
      records: types.map((type) => ({ type, ttl: 60 })),
    });
    checkService({
      dns: records("A", "AAAA"),
      instances: [instance({ AWS_INSTANCE_IPV6: "::1" })],
    })();
    checkService({ dns: records("SRV"), instances: [instance({ AWS_INSTANCE_PORT: "7000" })] })();
    checkAttributes(
      { AWS_INSTANCE_CNAME: "db.example.com" },
      { dns: { ...records("CNAME"), routing: "WEIGHTED" } },
    )();
    checkAttributes(
      { AWS_ALIAS_DNS_NAME: "a-1.elb.us-east-1.amazonaws.com" },
      { dns: { ...records("A"), routing: "WEIGHTED" } },
    )();
  });

  it("accepts values that are only known after deployment", () => {
    checkAttributes({ AWS_INSTANCE_IPV4: undefined, arn: undefined })();
  });

  it("accepts custom attributes exactly within Cloud Map's limits", () => {
    const key = fc.string({ minLength: 1, maxLength: 300, unit: "grapheme-ascii" });
    const value = fc.string({ maxLength: 1100, unit: "grapheme-ascii" });
    fc.assert(
      fc.property(fc.dictionary(key, value, { maxKeys: 6 }), (own) => {
        const entries = Object.entries(own);
        fc.pre(entries.every(([name]) => !name.startsWith("AWS_")));
        const all = { AWS_INSTANCE_IPV4: "10.10.0.20", ...own };
        const fits =
          entries.every(([name]) => /^[!-~]{1,255}$/.test(name)) &&
          entries.every(([, text]) => text.length <= 1024 && !/^\s/.test(text)) &&
          Object.entries(all).flat().join("").length <= 5000;
        if (fits) checkAttributes(all)();
        else assert.throws(checkAttributes(all), InputError);
      }),
    );
  });
});

describe("A Cloud Map namespace is refused", () => {
  it("if its name is not a DNS name", () => {
    refuses(
      check({ name: "my games" }),
      'namespace.namespaceName: "my games" is not a DNS name. Give labels of letters, digits and hyphens with dots between, for example games.internal.',
    );
  });

  it("if it is public and its domain cannot be delegated", () => {
    refuses(
      check({ kind: "public", name: "games" }),
      'namespace.namespaceName: "games" is not a domain that the public DNS can delegate. Give a domain that you own, for example play.example.com.',
    );
  });

  it("if it is in the cluster's own domain", () => {
    refuses(
      check({ name: "svc.cluster.local" }),
      'namespace.namespaceName: "svc.cluster.local" is in cluster.local, which the cluster\'s own DNS answers for. Choose another name, for example games.internal.',
    );
  });

  it("if it would hide AWS services", () => {
    refuses(
      check({ name: "us-east-1.amazonaws.com" }),
      'namespace.namespaceName: "us-east-1.amazonaws.com" hides names of AWS services, in amazonaws.com, from the VPC. Choose a name of your own, for example games.internal.',
    );
  });

  it("if it is an HTTP namespace and its name is an ARN", () => {
    refuses(
      check({ kind: "http", name: "arn:aws:x" }),
      'namespace.namespaceName: "arn:aws:x" is not a name that Cloud Map takes. Use 1 to 1024 letters, digits and punctuation without spaces, not beginning with arn:.',
    );
  });

  it("if two services have the same name", () => {
    refuses(
      check({ services: [service(), service()] }),
      'namespace.services[1].name: "frontend" is the name of another service. Name every service differently.',
    );
  });

  it("if the names of two services differ in case only", () => {
    refuses(
      check({ services: [service(), service({ name: "FrontEnd" })] }),
      'namespace.services[1].name: "FrontEnd" differs from frontend by case only, which DNS does not tell apart. Name every service differently.',
    );
    const services = ["frontend", "FrontEnd"].map((name) => ({ name, instances: [] }));
    check({ kind: "http", services })();
  });
});

describe("A Cloud Map service is refused", () => {
  it("if Cloud Map refuses its name", () => {
    refuses(
      checkService({ name: "front end" }),
      "namespace.services[0].name: \"front end\" is not a name that Cloud Map takes. Use labels of up to 63 letters, digits, '-' and '_' with dots between, 127 in all.",
    );
  });

  it("if it has DNS settings in an HTTP namespace", () => {
    refuses(
      checkService({}, "http"),
      'namespace.services[0].dns: {"records":[{"type":"A","ttl":60}]} is for DNS, and an HTTP namespace has none. Leave it out, or choose the kind "private" or "public".',
    );
  });

  it("if its records cannot be combined", () => {
    const records = [
      { type: "SRV", ttl: 60 },
      { type: "A", ttl: 60 },
    ] as const;
    refuses(
      checkService({ dns: { records } }),
      'namespace.services[0].dns.records: ["A","SRV"] are not records that a service can have together. Choose A, AAAA, A and AAAA, SRV, or CNAME.',
    );
  });

  it("if its time to live is not valid", () => {
    refuses(
      checkService({ dns: { records: [{ type: "A", ttl: -1 }] } }),
      "namespace.services[0].dns.records[0].ttl: -1 is not a valid time to live of DNS records. Give 0 to 2147483647; 60 lets clients see changes within a minute.",
    );
  });

  it("if it has CNAME records and several answers", () => {
    refuses(
      checkService({ dns: { records: [{ type: "CNAME", ttl: 60 }], routing: "MULTIVALUE" } }),
      'namespace.services[0].dns.routing: "MULTIVALUE" cannot be with CNAME records: a name has one of them. Choose WEIGHTED.',
    );
  });

  it("if it has a check from the internet in a private namespace", () => {
    refuses(
      checkService({ healthCheck: { type: "TCP" } }),
      'namespace.services[0].healthCheck: {"type":"TCP"} comes from the internet, and a private namespace is for what is not reached from there. Use customHealthCheck, and report health from inside of the VPC.',
    );
  });

  it("if it has both kinds of health checks", () => {
    refuses(
      checkService({ healthCheck: { type: "TCP" }, customHealthCheck: true }, "public"),
      'namespace.services[0].healthCheck: {"type":"TCP"} is given with customHealthCheck, and Cloud Map takes one of the two. Leave one of them out.',
    );
  });

  it("if it has a path for a TCP check", () => {
    refuses(
      checkService({ healthCheck: { type: "TCP", path: "/healthz" } }, "public"),
      'namespace.services[0].healthCheck.path: "/healthz" is for HTTP and HTTPS checks. Leave it out, or choose another type.',
    );
  });

  it("if its threshold is more than ten checks", () => {
    refuses(
      checkService({ healthCheck: { type: "HTTP", failureThreshold: 11 } }, "public"),
      "namespace.services[0].healthCheck.failureThreshold: 11 is not a number of checks. Give 1 to 10.",
    );
  });

  it("if it has a check and CNAME records", () => {
    const dns = { records: [{ type: "CNAME", ttl: 60 }], routing: "WEIGHTED" } as const;
    refuses(
      checkService({ dns, healthCheck: { type: "HTTP" } }, "public"),
      'namespace.services[0].healthCheck: {"type":"HTTP"} cannot be of a service with CNAME records. Choose A or AAAA records, or leave the check out.',
    );
  });

  it("if two instances have the same id", () => {
    refuses(
      checkService({ instances: [instance(), instance()] }),
      'namespace.services[0].instances[1].id: "1" is the id of another instance of the service, which it would replace. Give every instance a different id.',
    );
  });
});

describe("A Cloud Map instance is refused", () => {
  const at = "namespace.services[0].instances[0]";

  it("if Cloud Map refuses its id", () => {
    refuses(
      checkService({ instances: [{ ...instance(), id: "a b" }] }),
      `${at}.id: "a b" is not an id that Cloud Map takes. Use 1 to 64 letters, digits and _ / : . @ -`,
    );
  });

  it("if an attribute of AWS is misspelt", () => {
    refuses(
      checkAttributes({ AWS_INSTANCE_IP: "10.10.0.20" }),
      `${at}.attributes.AWS_INSTANCE_IP: "10.10.0.20" begins with AWS_ and is not an attribute of Cloud Map. Did you mean "AWS_INSTANCE_IPV4"?`,
    );
  });

  it("without the address that the service's records require", () => {
    refuses(
      checkAttributes({ stage: "beta" }),
      `${at}.attributes.AWS_INSTANCE_IPV4: undefined is missing: the service has A records. Give for example 10.0.12.7.`,
    );
  });

  it("if its address is not valid", () => {
    refuses(
      checkAttributes({ AWS_INSTANCE_IPV4: "10.10.0.300" }),
      `${at}.attributes.AWS_INSTANCE_IPV4: "10.10.0.300" is not an IPv4 address. Give for example 10.0.12.7.`,
    );
  });

  it("if its port is not valid", () => {
    refuses(
      checkAttributes({ AWS_INSTANCE_IPV4: "10.10.0.20", AWS_INSTANCE_PORT: "http" }),
      `${at}.attributes.AWS_INSTANCE_PORT: "http" is not a port. Give 1 to 65535.`,
    );
  });

  it("if it has an initial health status in a service without custom health checks", () => {
    refuses(
      checkAttributes({ AWS_INSTANCE_IPV4: "10.10.0.20", AWS_INIT_HEALTH_STATUS: "HEALTHY" }),
      `${at}.attributes.AWS_INIT_HEALTH_STATUS: "HEALTHY" is for services with customHealthCheck. Turn it on, or leave the status out.`,
    );
  });

  it("if it names an EC2 instance outside of HTTP namespaces", () => {
    refuses(
      checkAttributes({ AWS_EC2_INSTANCE_ID: "i-0abc" }),
      `${at}.attributes.AWS_EC2_INSTANCE_ID: "i-0abc" is for HTTP namespaces only. Give the address of the instance, AWS_INSTANCE_IPV4.`,
    );
  });

  it("if it has an alias and an address", () => {
    const dns = { records: [{ type: "A", ttl: 60 }], routing: "WEIGHTED" } as const;
    refuses(
      checkAttributes(
        { AWS_ALIAS_DNS_NAME: "a.elb.amazonaws.com", AWS_INSTANCE_PORT: "80" },
        { dns },
      ),
      `${at}.attributes.AWS_ALIAS_DNS_NAME: "a.elb.amazonaws.com" cannot be with AWS_INSTANCE_PORT. Give the load balancer's name alone.`,
    );
  });

  it("if it has an alias and several answers", () => {
    refuses(
      checkAttributes({ AWS_ALIAS_DNS_NAME: "a.elb.amazonaws.com" }),
      `${at}.attributes.AWS_ALIAS_DNS_NAME: "a.elb.amazonaws.com" needs the routing WEIGHTED in the service. Choose it, or leave the alias out.`,
    );
  });

  it("if Route 53 checks it and its address is private", () => {
    refuses(
      checkService(
        {
          healthCheck: { type: "TCP" },
          instances: [instance({ AWS_INSTANCE_PORT: "80" })],
        },
        "public",
      ),
      `${at}.attributes.AWS_INSTANCE_IPV4: "10.10.0.20" is private, and Route 53 checks health from the internet. Give a public address, or use customHealthCheck.`,
    );
  });

  it("if it has more attributes than Cloud Map keeps", () => {
    const own = Array.from({ length: 31 }, (_, index) => [`key${index}`, "x"] as const);
    refuses(
      checkAttributes({ AWS_INSTANCE_IPV4: "10.10.0.20", ...Object.fromEntries(own) }),
      `${at}.attributes: 31 are more custom attributes than the 30 that Cloud Map keeps. Keep what clients ask for.`,
    );
  });

  it("if its attributes are too large in total", () => {
    const own = Array.from({ length: 5 }, (_, index) => [`k${index}`, "x".repeat(1000)] as const);
    refuses(
      checkAttributes({ AWS_INSTANCE_IPV4: "10.10.0.20", ...Object.fromEntries(own) }),
      `${at}.attributes: 5037 characters are more than the 5000 of all keys and values that Cloud Map keeps. Keep what clients ask for.`,
    );
  });
});
