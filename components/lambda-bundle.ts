import * as pulumi from "@pulumi/pulumi";
import { build } from "esbuild";
import { join } from "node:path";
import { runtime } from "../model/data/lambda.json";

/** Code of a function, as Lambda takes it. */
export interface Bundle {
  code: pulumi.asset.Archive;
  handler: string;
  runtime: string;
}

/**
 * Bundles the code of a function with what it imports, in one file. The AWS SDK is part of
 * Lambda's runtime and stays outside: a preview takes no longer for it.
 *
 * @param file Module that exports `handler`, below `functions/`.
 * @example bundle("port-mapping/export-handler.ts")
 */
export function bundle(file: string): Bundle {
  return { code: new pulumi.asset.AssetArchive(built(file)), handler: "index.handler", runtime };
}

/** Runs beside the rest of the program, which composes other resources in the meantime. */
async function built(file: string): Promise<pulumi.asset.AssetMap> {
  const { outputFiles } = await build({
    entryPoints: [join(__dirname, "..", "functions", file)],
    bundle: true,
    write: false,
    platform: "node",
    target: runtime.replace(/^nodejs(\d+)\.x$/, "node$1"),
    format: "cjs",
    external: ["@aws-sdk/*"],
    // Without this the code, and with it every preview, would depend on the folder it is built in.
    absWorkingDir: join(__dirname, ".."),
    legalComments: "none",
    logLevel: "silent",
  });
  return { "index.js": new pulumi.asset.StringAsset(outputFiles[0]?.text ?? "") };
}
