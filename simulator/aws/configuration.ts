import { SimulatorError } from "../errors";
import { isObject, isUnknown, type Properties, type Value } from "../values";
import type { AwsSession } from "./resource";

/** The account that everything in the local cloud belongs to: the one of AWS' own examples. */
export const LOCAL_ACCOUNT = "123456789012";

/**
 * Reads the configuration of one provider instance.
 *
 * @throws SimulatorError where the Region is missing: the real provider would look for it in the
 * environment of the machine, which the local cloud does not read
 */
export function configureAws(config: Properties): AwsSession {
  const region = config["region"];
  if (typeof region !== "string" || region === "") {
    throw new SimulatorError(
      "The AWS provider has no Region. Set it with `pulumi config set aws:region us-east-1`, or in the provider's arguments.",
    );
  }
  const defaultTags = structured(config["defaultTags"]);
  const tags = isObject(defaultTags) ? defaultTags["tags"] : undefined;
  return {
    region,
    account: LOCAL_ACCOUNT,
    partition: partitionOf(region),
    defaultTags: isObject(tags) ? (tags as Record<string, string>) : {},
  };
}

/** The partition that a Region belongs to. Source: AWS General Reference, ARN format. */
export function partitionOf(region: string): string {
  if (region.startsWith("cn-")) return "aws-cn";
  if (region.startsWith("us-gov-")) return "aws-us-gov";
  return "aws";
}

/** The engine sends structured configuration as JSON text. */
function structured(value: Value | undefined): Value | undefined {
  if (typeof value !== "string" || isUnknown(value)) return value;
  try {
    return JSON.parse(value) as Value;
  } catch {
    return value;
  }
}
