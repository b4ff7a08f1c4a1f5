import assert from "node:assert/strict";
import fc from "fast-check";
import type { Backend } from "../../../model/lattice/backends";
import { attachedListeners, checkListeners, type Listener } from "../../../model/lattice/listeners";
import { checkRules, routedServices, type RouteRule } from "../../../model/lattice/route";
import { refuses } from "../refusal";

const checkout: Backend = { service: "checkout", port: 80 };
const rules = (...backends: Backend[]): RouteRule[] => [{ backends }];
const check = (given: RouteRule[]) => checkRules("HTTPRoute", "checkout", given);
const matching = (match: NonNullable<RouteRule["matches"]>[number]): RouteRule[] => [
  { matches: [match], backends: [checkout] },
];

describe("The rules of a route", () => {
  it("with the weights of any shift between two versions are accepted", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 999 }),
        fc.integer({ min: 0, max: 999 }),
        (one, two) => {
          fc.pre(one + two > 0);
          check(
            rules(
              { ...checkout, weight: one },
              { ...checkout, namespace: "checkoutv2", weight: two },
            ),
          );
        },
      ),
    );
  });

  it("are refused if all weights are 0", () => {
    refuses(
      () =>
        check(
          rules({ ...checkout, weight: 0 }, { ...checkout, namespace: "checkoutv2", weight: 0 }),
        ),
      "rules[0].backends: [0,0] are weights of 0 only, so that no request would be answered. Give at least one backend a weight above 0.",
    );
  });

  it("are refused if a weight is not from 0 to 999", () => {
    for (const weight of [-1, 1000, 2.5]) {
      refuses(
        () => check(rules({ ...checkout, weight })),
        `rules[0].backends[0].weight: ${weight} is not a weight, a whole number from 0 to 999. Weights are relative: scale all of a rule's down, for example to percent.`,
      );
    }
  });

  it("are refused if only one backend has a weight", () => {
    refuses(
      () => check(rules({ ...checkout, weight: 75 }, { ...checkout, namespace: "checkoutv2" })),
      "rules[0].backends[1].weight: undefined is missing, and other backends of the rule have one. Give all backends a weight, or none for equal shares.",
    );
  });

  it("are refused if a Service occurs twice, with or without its namespace", () => {
    refuses(
      () => check(rules(checkout, { ...checkout, namespace: "checkout" })),
      'rules[0].backends[1].service: "checkout" is in the rule already. Give it one weight.',
    );
  });

  it("are refused without backends, or with more backends than a rule has target groups", () => {
    const many = Array.from({ length: 11 }, (_, index) => ({ ...checkout, service: `v${index}` }));
    refuses(
      () => check(rules(...many)),
      "rules[0].backends: 11 is not a number of backends that a rule can have, 1 to 10. Split the rule.",
    );
    refuses(
      () => check(rules()),
      "rules[0].backends: 0 is not a number of backends that a rule can have, 1 to 10. Give at least one Service.",
    );
  });

  it("are refused for more Services than a VPC Lattice service has target groups", () => {
    const many = Array.from({ length: 6 }, (_, index) => ({
      backends: [
        { ...checkout, service: `blue${index}` },
        { ...checkout, service: `green${index}` },
      ],
    }));
    refuses(
      () => check(many),
      "rules: 12 Services are more than the 10 target groups of a VPC Lattice service. Spread them over several routes.",
    );
  });

  it("are limited to ten", () => {
    const rule: RouteRule = { backends: [checkout] };
    check(Array.from({ length: 10 }, () => rule));
    refuses(
      () => check(Array.from({ length: 11 }, () => rule)),
      "rules: 11 is not a number of rules that a VPC Lattice listener can have, 1 to 10. Spread them over several routes.",
    );
    refuses(
      () => check([]),
      "rules: 0 is not a number of rules that a VPC Lattice listener can have, 1 to 10. Give at least one rule.",
    );
  });

  it("are refused for more pods than a target group has targets", () => {
    check(rules({ ...checkout, maxPods: 1000 }));
    refuses(
      () => check(rules({ ...checkout, maxPods: 1001 })),
      "rules[0].backends[0].maxPods: 1001 pods are more than the 1000 targets of a VPC Lattice target group. Spread them over several Services.",
    );
  });

  it("are refused for an invalid port or name", () => {
    refuses(
      () => check(rules({ ...checkout, port: 0 })),
      "rules[0].backends[0].port: 0 is not a port. Give the port of the Service, 1 to 65535.",
    );
    refuses(
      () => check(rules({ ...checkout, namespace: "check--out" })),
      'rules[0].backends[0].namespace: "check--out" cannot be part of a name in VPC Lattice. Use up to 63 lower-case letters, digits and single hyphens, with a letter or digit at both ends.',
    );
  });
});

describe("The matches of a rule", () => {
  it("may contain a path, a method and five headers", () => {
    check(
      matching({
        path: { type: "PathPrefix", value: "/v2" },
        method: "GET",
        headers: Array.from({ length: 5 }, (_, index) => ({ name: `x-${index}`, value: "1" })),
      }),
    );
  });

  it("on query parameters are refused", () => {
    refuses(
      () => check(matching({ queryParams: [{ name: "version", value: "2" }] })),
      'rules[0].matches[0].queryParams: [{"name":"version","value":"2"}] matches query parameters, which VPC Lattice cannot. Match a path or a header instead.',
    );
  });

  it("on more than one method are refused", () => {
    const [rule] = rules(checkout);
    refuses(
      () => check([{ ...rule!, matches: [{ method: "GET" }, { method: "POST" }] }]),
      'rules[0].matches: ["GET","POST"] are more methods than the one of a rule. Write a separate rule for each.',
    );
  });

  it("are limited to one", () => {
    const paths = ["/a", "/b"].map((value) => ({ path: { type: "Exact" as const, value } }));
    refuses(
      () => check([{ matches: paths, backends: [checkout] }]),
      "rules[0].matches: 2 matches are more than the one of a rule. Give each a rule.",
    );
  });

  it("on more than five headers are refused", () => {
    const headers = Array.from({ length: 6 }, (_, index) => ({ name: `x-${index}`, value: "1" }));
    refuses(
      () => check(matching({ headers })),
      "rules[0].matches[0].headers: 6 headers are more than the 5 of a rule. Match fewer.",
    );
  });

  it("must fit the kind of the route", () => {
    refuses(
      () => check(matching({ call: { service: "shop.Checkout" } })),
      'rules[0].matches[0]: {"call":{"service":"shop.Checkout"}} is for gRPC, and the route is an HTTPRoute. Match a path or a method.',
    );
    refuses(
      () => checkRules("GRPCRoute", "checkout", matching({ method: "GET" })),
      'rules[0].matches[0]: {"method":"GET"} is for HTTP, and the route is a GRPCRoute. Match a call or headers.',
    );
    checkRules("GRPCRoute", "checkout", matching({ call: { service: "shop.Checkout" } }));
  });

  it("on an invalid path are refused", () => {
    refuses(
      () => check(matching({ path: { type: "Exact", value: "v2" } })),
      'rules[0].matches[0].path.value: "v2" is not a path. Give "/v2".',
    );
  });
});

describe("The Services of a route", () => {
  const target = { healthCheck: { path: "/health" } };

  it("are listed once each, with their health checks", () => {
    assert.deepEqual(
      routedServices("checkout", [
        { backends: [checkout, { ...checkout, namespace: "checkoutv2", target }] },
        { backends: [{ ...checkout, namespace: "checkout", target }] },
      ]),
      [
        { namespace: "checkout", service: "checkout", target },
        { namespace: "checkoutv2", service: "checkout", target },
      ],
    );
  });

  it("have one health check each", () => {
    const other = { healthCheck: { path: "/ready" } };
    refuses(
      () =>
        check([
          { backends: [{ ...checkout, target }] },
          { backends: [{ ...checkout, target: other }] },
        ]),
      'rules[1].backends[0].target: {"healthCheck":{"path":"/ready"}} differs from an earlier backend of the Service checkout, which has one target group policy. Give it once.',
    );
  });

  it("have health checks in the ranges of VPC Lattice", () => {
    const checked = (healthCheck: object) => check(rules({ ...checkout, target: { healthCheck } }));
    checked({ intervalSeconds: 5, timeoutSeconds: 120, statusMatch: "200-299", path: "/a?b=c" });
    refuses(
      () => checked({ intervalSeconds: 4 }),
      "rules[0].backends[0].target.healthCheck.intervalSeconds: 4 is not a whole number from 5 to 300. Choose one in the range, or leave it out for VPC Lattice's default.",
    );
    refuses(
      () => checked({ unhealthyThresholdCount: 1 }),
      "rules[0].backends[0].target.healthCheck.unhealthyThresholdCount: 1 is not a whole number from 2 to 10. Choose one in the range, or leave it out for VPC Lattice's default.",
    );
    refuses(
      () => checked({ path: "health" }),
      'rules[0].backends[0].target.healthCheck.path: "health" is not a path that VPC Lattice understands. Give for example "/health".',
    );
    refuses(
      () => checked({ statusMatch: "2xx" }),
      'rules[0].backends[0].target.healthCheck.statusMatch: "2xx" is not status codes that VPC Lattice understands. Give for example "200-299".',
    );
  });
});

describe("The listeners of a Gateway", () => {
  const http: Listener = { name: "http", protocol: "HTTP", port: 80 };
  const https: Listener = { name: "https", protocol: "HTTPS", port: 443 };

  it("are limited to two", () => {
    checkListeners([http, https]);
    refuses(
      () => checkListeners([http, https, { ...http, name: "admin", port: 8080 }]),
      "listeners: 3 is not a number of listeners that a VPC Lattice service can have, 1 to 2. Make a Gateway of its own for the others.",
    );
  });

  it("are refused if names, ports and certificates do not match", () => {
    refuses(
      () => checkListeners([http, { ...https, name: "http" }]),
      'listeners[1].name: "http" is the name of another listener. Name every listener differently.',
    );
    refuses(
      () => checkListeners([http, { ...https, port: 80 }]),
      "listeners[1].port: 80 is the port of another listener. Give every listener its own.",
    );
    refuses(
      () => checkListeners([{ ...http, certificateArn: "arn:aws:acm:…" }]),
      'listeners[0].certificateArn: "arn:aws:acm:…" is for HTTPS. Set protocol "HTTPS".',
    );
    refuses(
      () => checkListeners([{ ...http, name: "HTTP" }]),
      'listeners[0].name: "HTTP" is not a section name. Use lower-case letters, digits and hyphens.',
    );
    refuses(
      () => checkListeners([{ ...http, port: 70000 }]),
      "listeners[0].port: 70000 is not a port. Give 1 to 65535.",
    );
  });

  it("receive all routes of a kind that they serve, unless a route names listeners", () => {
    assert.deepEqual(attachedListeners("HTTPRoute", [http, https], undefined), ["http", "https"]);
    assert.deepEqual(attachedListeners("GRPCRoute", [http, https], undefined), ["https"]);
    assert.deepEqual(attachedListeners("HTTPRoute", [http, https], ["https"]), ["https"]);
  });

  it("that a route names and the Gateway does not have are refused", () => {
    refuses(
      () => attachedListeners("HTTPRoute", [http, https], ["htps"]),
      'listeners[0]: "htps" is not a listener of the Gateway. Did you mean "https"?',
    );
    refuses(
      () => attachedListeners("HTTPRoute", [http], []),
      "listeners: [] names no listener. Name one, or leave it out for all.",
    );
  });

  it("for HTTP do not serve gRPC", () => {
    refuses(
      () => attachedListeners("GRPCRoute", [http], ["http"]),
      'listeners[0]: "http" is a listener for HTTP, and a GRPCRoute goes over HTTPS. Add a listener for HTTPS to the Gateway.',
    );
    refuses(
      () => attachedListeners("GRPCRoute", [http], undefined),
      'listeners: ["http"] are listeners for HTTP, and a GRPCRoute goes over HTTPS. Add a listener for HTTPS to the Gateway.',
    );
  });
});
