import { getParameterOutput } from "@pulumi/aws/ssm";
import * as pulumi from "@pulumi/pulumi";
import { question } from "./children";
import data from "./ami-types.json";

/** Operating systems that the plugin knows. */
export type Os = "AL2" | "AL2023" | "Bottlerocket";

/** What decides which image nodes get. */
export interface ImageArgs {
  amiType?: pulumi.Input<string>;
  operatingSystem?: pulumi.Input<string>;
  gpu?: pulumi.Input<boolean>;
  instanceTypes?: pulumi.Input<pulumi.Input<string>[]>;
}

interface ImageType {
  os: string;
  gpu: boolean;
  arch: string;
  parameter: string;
}

const TYPES = data.types as Readonly<Record<string, ImageType>>;
const ALIASES = data.aliases as Readonly<Record<string, string>>;
// The letter after the generation tells the processor: g for AWS' own, which is of ARM.
const INSTANCE_TYPE = /^[a-z]+[0-9]+([a-z])?-?(?:[a-z]+)?\.[a-zA-Z0-9-]+$/;

/** The operating system of nodes: that of the AMI type, else the one that is asked for. @throws InputPropertyError */
export function osOf({ amiType, operatingSystem }: ImageArgs): pulumi.Output<Os> {
  return pulumi.all([amiType, operatingSystem]).apply(([type, asked]) => {
    if (!type) return (asked ?? "AL2023") as Os;
    const { os } = typeOf(type);
    if (asked !== undefined && asked !== os) {
      throw refusal(
        "operatingSystem",
        `${asked} is not the operating system of AMI type ${type}, ${os}`,
      );
    }
    return os as Os;
  });
}

/** The AMI type that fits the operating system, GPUs and processors. @throws InputPropertyError */
export function amiTypeOf(args: ImageArgs): pulumi.Output<string> {
  const types = pulumi.output(args.instanceTypes ?? []);
  return pulumi
    .all([args.amiType, osOf(args), args.gpu, types])
    .apply(([given, os, gpu = false, instances]) => {
      if (given) return nameOf(given);
      const arch = architectureOf(instances);
      const found = Object.entries(TYPES).find(
        ([, each]) => each.os === os && each.gpu === gpu && each.arch === arch,
      );
      if (found) return found[0];
      throw refusal(
        "operatingSystem",
        `there is no image of ${os} for ${arch}${gpu ? " with GPUs" : ""}`,
      );
    });
}

/** The image that AWS recommends, as its parameter tells it. */
export function recommendedImage(
  args: ImageArgs,
  version: pulumi.Input<string>,
  parent: pulumi.Resource,
): pulumi.Output<string> {
  const name = pulumi
    .all([amiTypeOf(args), version])
    .apply(([type, minor]) => typeOf(type).parameter.replace("{version}", minor));
  return getParameterOutput({ name }, question(parent)).value;
}

function nameOf(type: string): string {
  return type in TYPES ? type : (ALIASES[type] ?? type);
}

function typeOf(type: string): ImageType {
  const found = TYPES[nameOf(type)];
  if (found) return found;
  throw refusal(
    "amiType",
    `${type} is not a type that the eks plugin knows: give the AMI and its user data`,
  );
}

function architectureOf(instanceTypes: readonly string[]): string {
  const found = new Set(
    instanceTypes.map((type) => {
      const match = INSTANCE_TYPE.exec(type);
      if (!match) throw refusal("instanceTypes", `${type} is not an instance type`);
      return match[1] === "g" ? "arm64" : "x86_64";
    }),
  );
  if (found.size > 1)
    throw refusal("instanceTypes", "are of two architectures, and an image is of one");
  return [...found][0] ?? "x86_64";
}

function refusal(propertyPath: string, reason: string): pulumi.InputPropertyError {
  return new pulumi.InputPropertyError({ propertyPath, reason });
}
