import addOns from "./data/add-ons.json";
import gatewayApi from "./data/gateway-api.json";
import images from "./data/images.json";
import instanceTypes from "./data/instance-types.json";
import lambda from "./data/lambda.json";
import nodeConfig from "./data/node-config.json";
import wavelength from "./data/wavelength.json";

/** Files of `model/data` whose facts change within a year: charts, images, zones, instance types. */
const perishable = {
  "add-ons": addOns.read,
  "gateway-api": gatewayApi.read,
  images: images.read,
  "instance-types": instanceTypes.read,
  "node-config": nodeConfig.read,
  wavelength: wavelength.read,
};

/** Days after which a data file is reported as old. */
const maxAgeDays = 365;

/**
 * Warnings about facts that have expired on a day, other than the versions of EKS. They never refuse input.
 *
 * @param date ISO day.
 */
export function datedFactWarnings(date: string): string[] {
  const warnings: string[] = [];
  if (date >= lambda.deprecated) {
    warnings.push(
      `The Lambda runtime ${lambda.runtime} is deprecated since ${lambda.deprecated}, and functions that use it cannot be updated from ${lambda.updatesBlocked}. Set a newer one in model/data/lambda.json.`,
    );
  }
  const old = Object.entries(perishable).filter(([, read]) => daysBetween(read, date) > maxAgeDays);
  if (old.length > 0) {
    const names = old.map(([name]) => `${name}.json`).join(", ");
    warnings.push(
      `Facts in model/data are more than ${maxAgeDays} days old: ${names}. Update the project, or refresh them: npm run data -- --help.`,
    );
  }
  return warnings;
}

function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000);
}
