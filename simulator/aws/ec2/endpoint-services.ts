import data from "../data/endpoint-services.json";

/** How a VPC reaches a service of AWS. */
export type EndpointType = "Gateway" | "Interface";

/** What `com.amazonaws.us-east-1.s3` is, or undefined for what is no service of the Region. */
export function endpointService(
  serviceName: string,
  region: string,
): { service: string; types: EndpointType[] } | undefined {
  const prefix = `com.amazonaws.${region}.`;
  if (!serviceName.startsWith(prefix)) return undefined;
  const service = serviceName.slice(prefix.length);
  const types: EndpointType[] = [];
  if (data.gateway.includes(service)) types.push("Gateway");
  if (data.interface.includes(service)) types.push("Interface");
  return types.length > 0 ? { service, types } : undefined;
}

/** `ec2.us-east-1.amazonaws.com`; `api.ecr.us-east-1.amazonaws.com` for `ecr.api`. */
export function privateDnsNameOf(service: string, region: string): string {
  const host = service.split(".").reverse().join(".");
  return service === "ecr.dkr"
    ? `*.dkr.ecr.${region}.amazonaws.com`
    : `${host}.${region}.amazonaws.com`;
}
