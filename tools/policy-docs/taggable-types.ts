import { isoDay } from "../../model/days";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";

/** The contents of `policy/data/taggable-types.json`. */
export interface TaggableTypes {
  source: string;
  /** The day on which it was read, `2026-11-21`. */
  read: string;
  /** Type tokens of the resources that take `tags`, sorted. */
  types: string[];
}

export const taggableTypesFile = join(__dirname, "../../policy/data/taggable-types.json");

/** Reads from the installed @pulumi/aws which resource types take `tags`. */
export function readTaggableTypes(today: string): TaggableTypes {
  const sdk = dirname(require.resolve("@pulumi/aws/package.json"));
  const { version } = JSON.parse(readFileSync(join(sdk, "package.json"), "utf8")) as {
    version: string;
  };
  const types = readdirSync(sdk, { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".d.ts") && !file.includes("node_modules"))
    .filter((file) => takesTags(readFileSync(join(sdk, file), "utf8")))
    .flatMap((file) => typeToken(readFileSync(join(sdk, file.replace(/\.d\.ts$/, ".js")), "utf8")));
  return { source: `typings of @pulumi/aws ${version}`, read: today, types: types.sort() };
}

function takesTags(typings: string): boolean {
  const isResource = typings.includes("extends pulumi.CustomResource");
  const args = /export interface \w+Args \{([\s\S]*?)\n\}/.exec(typings)?.[1] ?? "";
  return (
    isResource && /\n {4}tags\?: pulumi\.Input<(\{|pulumi\.Input<inputs\.autoscaling)/.test(args)
  );
}

function typeToken(code: string): string[] {
  const token = /__pulumiType = '([^']+)'/.exec(code)?.[1];
  return token === undefined ? [] : [token];
}

if (require.main === module) {
  const today = isoDay(new Date());
  writeFileSync(taggableTypesFile, `${JSON.stringify(readTaggableTypes(today), null, 2)}\n`);
}
