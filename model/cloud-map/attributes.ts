import { Address4, Address6 } from "ip-address";
import { parseDomainName } from "../endpoint-dns/domain-names";
import { InputError } from "../errors";
import { didYouMean } from "../suggest";
import type { InstancePlan } from "./plan";

/** Attributes that Cloud Map defines. All others are custom attributes. */
const known = [
  "AWS_ALIAS_DNS_NAME",
  "AWS_EC2_INSTANCE_ID",
  "AWS_INIT_HEALTH_STATUS",
  "AWS_INSTANCE_CNAME",
  "AWS_INSTANCE_IPV4",
  "AWS_INSTANCE_IPV6",
  "AWS_INSTANCE_PORT",
];

/** Limits of `RegisterInstance`: custom attributes; characters of all keys and values. */
const limits = { custom: 30, characters: 5000 };

/**
 * Checks each attribute, and the number and total size of the attributes.
 *
 * @throws InputError for the first property that Cloud Map refuses.
 */
export function checkAttributes(attributes: InstancePlan["attributes"], argument: string): void {
  for (const [key, value] of Object.entries(attributes)) checkAttribute(key, value, argument);
  checkSize(attributes, argument);
}

/** Rules of single attributes: the format of AWS attributes, the characters of others. */
function checkAttribute(key: string, value: string | undefined, argument: string): void {
  const refuse = (rule: string, fix: string): never => {
    throw new InputError({ argument: `${argument}.${key}`, value, rule, fix });
  };
  if (/^AWS_/.test(key) && !known.includes(key)) {
    refuse("begins with AWS_ and is not an attribute of Cloud Map", didYouMean(key, known));
  }
  if (!/^[!-~]{1,255}$/.test(key)) {
    refuse("has a key that Cloud Map refuses", "Use 1 to 255 characters without spaces.");
  }
  if (value === undefined) return;
  if (!/^([!-~][ \t!-~]*)?$/.test(value) || value.length > 1024) {
    const fix = "Use up to 1024 ASCII characters, with no space before the first.";
    refuse("is a value that Cloud Map refuses", fix);
  }
  if (key === "AWS_INSTANCE_IPV4" && (!Address4.isValid(value) || value.includes("/"))) {
    refuse("is not an IPv4 address", "Give for example 10.0.12.7.");
  }
  if (key === "AWS_INSTANCE_IPV6" && (!Address6.isValid(value) || value.includes("/"))) {
    refuse("is not an IPv6 address", "Give for example 2001:db8::7.");
  }
  if (key === "AWS_INSTANCE_PORT" && !(/^\d{1,5}$/.test(value) && +value >= 1 && +value <= 65535)) {
    refuse("is not a port", "Give 1 to 65535.");
  }
  if (key === "AWS_INIT_HEALTH_STATUS" && !["HEALTHY", "UNHEALTHY"].includes(value)) {
    refuse("is not a health status", didYouMean(value, ["HEALTHY", "UNHEALTHY"]));
  }
  if (key === "AWS_INSTANCE_CNAME" || key === "AWS_ALIAS_DNS_NAME") {
    parseDomainName(value, `${argument}.${key}`);
  }
}

function checkSize(attributes: InstancePlan["attributes"], argument: string): void {
  const custom = Object.keys(attributes).filter((key) => !known.includes(key)).length;
  if (custom > limits.custom) {
    throw new InputError({
      argument,
      value: custom,
      rule: `are more custom attributes than the ${limits.custom} that Cloud Map keeps`,
      fix: "Keep what clients ask for.",
    });
  }
  const characters = Object.entries(attributes).flat().join("").length;
  if (characters <= limits.characters) return;
  throw new InputError({
    argument,
    value: characters,
    rule: `characters are more than the ${limits.characters} of all keys and values that Cloud Map keeps`,
    fix: "Keep what clients ask for.",
  });
}
