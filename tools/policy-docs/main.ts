import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { format } from "prettier";
import { catalog } from "../../policy/catalog";
import { reference } from "./reference";

const root = join(__dirname, "../..");

/** The formatted files of the reference, by path from the root of the repository. */
export async function referenceFiles(): Promise<Map<string, string>> {
  const files = [...reference(catalog)].map(async ([path, text]): Promise<[string, string]> => [
    path,
    await format(text, { parser: "markdown", printWidth: 100 }),
  ]);
  return new Map(await Promise.all(files));
}

async function write(): Promise<void> {
  for (const [path, text] of await referenceFiles()) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
}

if (require.main === module) void write();
