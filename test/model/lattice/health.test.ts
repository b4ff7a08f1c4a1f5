import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { InputError } from "../../../model/errors";
import { checkHealthCheck, type HealthCheck } from "../../../model/lattice/health";

/** A field of a health check in the controller's definition. */
interface Field {
  type: string;
  minimum?: number;
  maximum?: number;
  enum?: string[];
}

interface Definitions {
  kinds: {
    kind: string;
    versions: {
      schema: {
        properties: { spec: { properties: { healthCheck?: { properties: object } } } };
      };
    }[];
  }[];
}

/** The fields of a TargetGroupPolicy's health check. */
function definedFields(): Record<string, Field> {
  const file = join(
    __dirname,
    "../../../simulator/data/by-hand/kubernetes/lattice-controller.yaml",
  );
  const { kinds } = parse(readFileSync(file, "utf8")) as Definitions;
  const policy = kinds.find(({ kind }) => kind === "TargetGroupPolicy");
  const { healthCheck } = policy!.versions[0]!.schema.properties.spec.properties;
  return healthCheck!.properties as Record<string, Field>;
}

const isTaken = (check: HealthCheck): boolean => {
  try {
    checkHealthCheck(check, "healthCheck");
    return true;
  } catch (error) {
    assert(error instanceof InputError);
    return false;
  }
};

describe("The health check of a target group", () => {
  it("has the ranges that the controller's definition has", () => {
    const numbers = Object.entries(definedFields()).filter(([, { type }]) => type === "integer");
    assert.equal(numbers.length, 5);
    for (const [field, { minimum = 0, maximum = 0 }] of numbers) {
      const taken = [minimum - 1, minimum, maximum, maximum + 1, minimum + 0.5].map((value) =>
        isTaken({ [field]: value }),
      );
      assert.deepEqual(taken, [false, true, true, false, false], field);
    }
  });

  it("has only fields of the controller's definition", () => {
    const every: Required<HealthCheck> = {
      ...{ path: "/health", port: 8080, protocol: "HTTP", protocolVersion: "HTTP1" },
      ...{ intervalSeconds: 10, timeoutSeconds: 5, statusMatch: "200" },
      ...{ healthyThresholdCount: 2, unhealthyThresholdCount: 2 },
    };
    const defined = definedFields();
    assert.deepEqual(
      Object.keys(every).filter((field) => !(field in defined)),
      [],
    );
    assert(isTaken(every));
  });
});
