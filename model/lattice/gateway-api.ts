import semver from "semver";
import data from "../data/gateway-api.json";
import { InputError } from "../errors";

/**
 * Version of the Gateway API's custom resource definitions that every cluster gets: the one that
 * the VPC Lattice controller is built for. A cluster has one set of them, whoever uses it.
 */
export const gatewayApiVersion: string = data.version;

/** API group and version of the Gateway API's kinds. */
export const gatewayApiGroup = "gateway.networking.k8s.io";
/** `gateway.networking.k8s.io/v1` */
export const gatewayApi = `${gatewayApiGroup}/v1`;

/**
 * Address of the manifest that installs the standard channel of a version.
 *
 * @throws InputError for what is no version with patch, or a minor version other than the one the
 * controllers here are built for.
 * @example gatewayApiManifest("1.5.1");
 */
export function gatewayApiManifest(version: string, argument = "version"): string {
  const wanted = semver.parse(gatewayApiVersion);
  const given = semver.parse(version);
  const isFit =
    given?.major === wanted?.major && given?.minor === wanted?.minor && given?.version === version;
  if (isFit) return data.manifest.replace("{version}", version);
  throw new InputError({
    argument,
    value: version,
    rule: given
      ? `is not of Gateway API ${wanted?.major}.${wanted?.minor}, which the VPC Lattice controller is built for`
      : "is not a version of the Gateway API",
    fix: `Give a patch version of it, for example "${gatewayApiVersion}".`,
  });
}
