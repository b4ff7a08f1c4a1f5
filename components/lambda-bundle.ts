import * as pulumi from "@pulumi/pulumi";
import { build } from "esbuild";
import { join } from "node:path";
import { runtime } from "../model/data/lambda.json";

/** The code of a function in the form that Lambda takes. */
export interface Bundle {
  code: pulumi.asset.Archive;
  handler: string;
  runtime: string;
}

/**
 * Bundles the code of a function and its imports in one file. The AWS SDK is part of Lambda's
 * runtime and is left out, which keeps previews fast.
 *
 * @param file Path of the module in `functions/` that exports `handler`.
 * @example bundle("port-mapping/export-handler.ts")
 */
export function bundle(file: string): Bundle {
  return { code: new pulumi.asset.AssetArchive(built(file)), handler: "index.handler", runtime };
}

/** Runs concurrently with the rest of the program. */
async function built(file: string): Promise<pulumi.asset.AssetMap> {
  const { outputFiles } = await build({
    entryPoints: [join(__dirname, "..", "functions", file)],
    bundle: true,
    write: false,
    platform: "node",
    target: runtime.replace(/^nodejs(\d+)\.x$/, "node$1"),
    format: "cjs",
    external: ["@aws-sdk/*"],
    // Without this, the code would depend on the folder in which it is built.
    absWorkingDir: join(__dirname, ".."),
    legalComments: "none",
    logLevel: "silent",
  });
  return { "index.js": new pulumi.asset.StringAsset(outputFiles[0]?.text ?? "") };
}
