import assert from "node:assert/strict";
import fc from "fast-check";
import {
  discoverInstances,
  discoveredInstances,
  parseAttributes,
} from "../../../model/cloud-map/discovery";
import { refuses } from "../refusal";

const wanted = { namespace: "games.internal", service: "frontend" };

describe("A query for instances", () => {
  it("requests healthy instances, as many as one call returns, by default", () => {
    assert.deepEqual(discoverInstances(wanted), {
      NamespaceName: "games.internal",
      ServiceName: "frontend",
      HealthStatus: "HEALTHY",
      MaxResults: 1000,
    });
  });

  it("contains required and preferred attributes", () => {
    const query = { version: "1.0", active: "yes" };
    const request = discoverInstances({ ...wanted, query, optional: { az: "a" }, limit: 5 });
    assert.deepEqual(request.QueryParameters, query);
    assert.deepEqual(request.OptionalParameters, { az: "a" });
    assert.equal(request.MaxResults, 5);
  });

  it("returns instances in the natural order of their ids", () => {
    const Instances = ["10", "9", "a"].map((InstanceId) => ({ InstanceId }));
    assert.deepEqual(
      discoveredInstances({ Instances }).map(({ id }) => id),
      ["9", "10", "a"],
    );
  });

  it("returns the health UNKNOWN if the service has no check", () => {
    assert.deepEqual(discoveredInstances({ Instances: [{ InstanceId: "1" }] }), [
      { id: "1", health: "UNKNOWN", attributes: {} },
    ]);
    assert.deepEqual(discoveredInstances({}), []);
  });

  it("is refused without a namespace", () => {
    refuses(
      () => discoverInstances({ ...wanted, namespace: "" }),
      'namespace: "" is not a name in Cloud Map. Give for example games.internal.',
    );
  });

  it("is refused for more instances than a call returns", () => {
    refuses(
      () => discoverInstances({ ...wanted, limit: 1001 }),
      "limit: 1001 is not a number of instances that one call can give. Give 1 to 1000.",
    );
  });
});

describe("Attributes on a command line", () => {
  it("are separated by commas", () => {
    assert.deepEqual(parseAttributes("version=1.0,active=yes", "--query"), {
      version: "1.0",
      active: "yes",
    });
    assert.deepEqual(parseAttributes("", "--query"), {});
  });

  it("may be empty, and may contain equal signs and quoted commas", () => {
    assert.deepEqual(parseAttributes('a=b=c,d=,e="f,g"', "--query"), { a: "b=c", d: "", e: "f,g" });
  });

  it("are parsed into the attributes that were formatted", () => {
    const key = fc.stringMatching(/^[a-z]{1,10}$/);
    const value = fc.stringMatching(/^[a-z0-9.=, -]{0,20}$/);
    fc.assert(
      fc.property(fc.dictionary(key, value), (attributes) => {
        const text = Object.entries(attributes)
          .map(([name, content]) => `${name}="${content}"`)
          .join(",");
        assert.deepEqual({ ...parseAttributes(text, "--query") }, { ...attributes });
      }),
    );
  });

  it("are refused without a value", () => {
    refuses(
      () => parseAttributes("version=1.0,active", "--query"),
      '--query: "active" is not an attribute with a value. Write key=value, with commas between: version=1.0,active=yes.',
    );
  });

  it("are refused if a key occurs twice", () => {
    refuses(
      () => parseAttributes("version=1.0,version=2.0", "--query"),
      '--query: "version=2.0" asks a second time for version, and an instance has one value of it. Give every key once.',
    );
  });
});
