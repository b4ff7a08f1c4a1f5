import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import type { ErrorObject, ValidateFunction } from "ajv";
import { COMPUTED, docExamples, type Example } from "./doc-examples";
import { files, root, validator } from "./schemas";

/** Mistakes of the published examples themselves. */
const MISTAKES = new Set([
  "aws.ec2.Vpc: cidr is not an input",
  "aws.s3.Bucket: bucketName is not an input",
]);

/** The validators of all resource types, as an example names them: `aws.ec2.Subnet`. */
function validators(): Map<string, ValidateFunction> {
  const entries = [...files.values()].flatMap((file) =>
    Object.entries(file.types).map(([token, { inputs }]): [string, ValidateFunction] => {
      const [packageName, module = "", name] = token.split(":");
      return [`${packageName}.${module.split("/")[0]}.${name}`, validator(inputs, file)];
    }),
  );
  return new Map(entries);
}

/** The examples in the comments of @pulumi/aws, each once. */
function publishedExamples(): Example[] {
  const folder = path.join(root, "node_modules", "@pulumi", "aws");
  const declarations = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter(
    (file) => file.endsWith(".d.ts") && !/^(types|node_modules)\b/.test(file),
  );
  const all = declarations.flatMap((file) => {
    const text = readFileSync(path.join(folder, file), "utf8");
    return text.includes("```typescript") ? docExamples(text) : [];
  });
  return [...new Map(all.map((example) => [example.text, example])).values()];
}

/** Examples omit inputs that are not their subject, and computed values are not known. */
function isMistake({ keyword, instancePath, schemaPath }: ErrorObject, inputs: unknown): boolean {
  if (["required", "anyOf"].includes(keyword) || schemaPath.includes("/anyOf/")) return false;
  let value = inputs;
  for (const part of instancePath.split("/").slice(1)) {
    if (value === COMPUTED) return false;
    value = (value as Record<string, unknown>)[part.replaceAll("~1", "/")];
  }
  return value !== COMPUTED;
}

describe("The examples that @pulumi/aws publishes", () => {
  it("are accepted by the extracted schemas, except for the mistakes in the examples", function () {
    this.timeout(120_000);
    const known = validators();
    const found = new Set<string>();
    const types = new Set<string>();
    let count = 0;
    for (const { type, inputs } of publishedExamples()) {
      const validate = known.get(type);
      if (!validate) continue;
      count += 1;
      types.add(type);
      if (validate(inputs)) continue;
      for (const error of validate.errors ?? []) {
        if (!isMistake(error, inputs)) continue;
        const { additionalProperty: name } = error.params as { additionalProperty?: string };
        found.add(
          name
            ? `${type}: ${name} is not an input`
            : `${type}: ${error.instancePath} ${error.message}`,
        );
      }
    }
    assert.deepEqual(found, MISTAKES);
    assert.ok(count > 800, `${count} examples`);
    assert.ok(types.size > 80, `${types.size} types`);
  });
});
