import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { helm } from "@pulumi/kubernetes";
import semver from "semver";
import { parse } from "yaml";
import type { CheckFailure } from "../provider";
import { isObject, isUnknown, type Properties, type Value } from "../values";

type Type = "string" | "number" | "boolean" | "object" | "array";

/** What a release takes. The compiler holds the names to those of the package. */
const ARGUMENTS: Record<keyof helm.v3.ReleaseArgs, Type> = {
  allowNullValues: "boolean",
  atomic: "boolean",
  chart: "string",
  cleanupOnFail: "boolean",
  compat: "string",
  createNamespace: "boolean",
  dependencyUpdate: "boolean",
  description: "string",
  devel: "boolean",
  disableCRDHooks: "boolean",
  disableOpenapiValidation: "boolean",
  disableWebhooks: "boolean",
  forceUpdate: "boolean",
  keyring: "string",
  lint: "boolean",
  manifest: "object",
  maxHistory: "number",
  name: "string",
  namespace: "string",
  postrender: "string",
  recreatePods: "boolean",
  renderSubchartNotes: "boolean",
  replace: "boolean",
  repositoryOpts: "object",
  resetValues: "boolean",
  resourceNames: "object",
  reuseValues: "boolean",
  skipAwait: "boolean",
  skipCrds: "boolean",
  takeOwnership: "boolean",
  timeout: "number",
  valueYamlFiles: "array",
  values: "object",
  verify: "boolean",
  version: "string",
  waitForJobs: "boolean",
};

/** A chart on disk. */
interface LocalChart {
  name: string;
  version: string;
  appVersion: string;
}

// Helm's own limit, so that names of what a release makes stay within 63 characters.
const LONGEST_NAME = 53;
const NAME = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/;

/** What is wrong with the arguments of a release. What is not known yet is not judged. */
export function releaseFailures(inputs: Properties): CheckFailure[] {
  return [
    ...Object.entries(inputs).flatMap(([name, value]) => argumentFailure(name, value)),
    ...nameFailure(inputs["name"]),
    ...chartFailure(inputs),
  ];
}

function argumentFailure(name: string, value: Value): CheckFailure[] {
  const type = (ARGUMENTS as Record<string, Type>)[name];
  if (type === undefined)
    return [{ property: name, reason: `${name} is not an argument of a release` }];
  if (value === null || isUnknown(value)) return [];
  const given = Array.isArray(value) ? "array" : typeof value;
  return given === type
    ? []
    : [{ property: name, reason: `${name} must be of type ${type}, got ${given}` }];
}

function nameFailure(name: Value | undefined): CheckFailure[] {
  if (typeof name !== "string" || isUnknown(name)) return [];
  if (name.length <= LONGEST_NAME && NAME.test(name)) return [];
  return [
    {
      property: "name",
      reason: `invalid release name ${JSON.stringify(name)}, must match regex ${NAME.source} and the length must not be longer than ${LONGEST_NAME}`,
    },
  ];
}

function chartFailure({ chart, version, repositoryOpts }: Properties): CheckFailure[] {
  if (chart === undefined || chart === "") {
    return [{ property: "chart", reason: "chart is required" }];
  }
  if (typeof chart !== "string" || isUnknown(chart)) return [];
  if (isPath(chart)) {
    if (localChart(chart)) return [];
    return [
      {
        property: "chart",
        reason: `path ${JSON.stringify(chart)} holds no chart: it has no Chart.yaml`,
      },
    ];
  }
  const repo = isObject(repositoryOpts) ? repositoryOpts["repo"] : undefined;
  if (!chart.startsWith("oci://") && repo === undefined) {
    return [
      {
        property: "chart",
        reason: `failed to find chart ${JSON.stringify(chart)}: give repositoryOpts.repo, an oci:// address or a path`,
      },
    ];
  }
  if (isUnknown(version)) return [];
  if (typeof version === "string" && semver.valid(version)) return [];
  return [
    {
      property: "version",
      reason: `the local cloud downloads no charts, so it cannot tell which version ${JSON.stringify(version ?? "latest")} is. Pin an exact version, for example "1.2.3".`,
    },
  ];
}

/** The chart and its versions as the release's status tells them. */
export function chartVersions({ chart, version }: Properties): LocalChart {
  const name = typeof chart === "string" ? chart : "";
  const local = isPath(name) ? localChart(name) : undefined;
  if (local) return local;
  const pinned = typeof version === "string" ? version : "";
  // What an application's version is stands in the chart, which nobody has read.
  return { name: name.split("/").at(-1) ?? "", version: pinned, appVersion: "" };
}

function isPath(chart: string): boolean {
  return chart.startsWith(".") || chart.startsWith("/");
}

function localChart(path: string): LocalChart | undefined {
  try {
    const chart = parse(readFileSync(join(path, "Chart.yaml"), "utf8")) as Partial<LocalChart>;
    return {
      name: chart.name ?? "",
      version: chart.version ?? "",
      appVersion: chart.appVersion ?? "",
    };
  } catch {
    return undefined;
  }
}
