import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { fetchWheels, pinned } from "../extract/wheels";
import type { DataSet } from "./data-set";

/** Names with their paths, from moto's module of the policies: `service-role/AmazonEBSCSIDriverPolicy`. */
export function parseManagedPolicies(pythonSource: string): string[] {
  const start = pythonSource.indexOf('"""') + 3;
  const policies = JSON.parse(pythonSource.slice(start, pythonSource.lastIndexOf('"""'))) as Record<
    string,
    { Path: string }
  >;
  return Object.entries(policies)
    .map(([name, { Path }]) => Path.slice(1) + name)
    .sort();
}

export const managedPolicies: DataSet = {
  name: "managed-policies",
  description: "names of the IAM policies that AWS manages (moto)",
  file: "simulator/aws/data/managed-policies.json",
  async refresh(today) {
    const [moto] = pinned(["moto"]);
    if (!moto) throw new Error("moto is not pinned.");
    await fetchWheels([moto]);
    const names = parseManagedPolicies(
      await readFile(join(moto.folder, "moto/iam/aws_managed_policies.py"), "utf8"),
    );
    const head = [
      `  "source": ${JSON.stringify(`IAM ListPolicies as recorded in moto ${moto.version} (PyPI)`)}`,
      `  "read": ${JSON.stringify(today)}`,
    ];
    const rows = names.map((name) => `    ${JSON.stringify(name)}`);
    return `{\n${head.join(",\n")},\n  "policies": [\n${rows.join(",\n")}\n  ]\n}\n`;
  },
};
