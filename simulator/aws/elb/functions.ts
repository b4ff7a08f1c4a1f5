import type { lb } from "@pulumi/aws";
import { ProviderError } from "../../errors";
import { text } from "../../values";
import { all } from "../references";
import { awsFunction } from "../resource";
import { loadBalancer } from "./reference-targets";

/** Finds a load balancer by its ARN, its name, or its tags, in this order. */
export const getLoadBalancer = awsFunction<lb.GetLoadBalancerArgs, lb.GetLoadBalancerResult>(
  "aws:lb/getLoadBalancer:getLoadBalancer",
  ["Elastic Load Balancing v2", "DescribeLoadBalancers"],
  (place, { arn, name, tags = {} }) => {
    const found = all(place, loadBalancer).filter(({ id, outputs }) => {
      if (arn !== undefined) return id === arn;
      if (name !== undefined) return outputs["name"] === name;
      const own = (outputs["tagsAll"] ?? {}) as Record<string, string>;
      return Object.entries(tags).every(([key, value]) => own[key] === value);
    });
    const [balancer, second] = found;
    if (!balancer) throw new ProviderError("reading ELBv2 Load Balancer: empty result");
    if (second) {
      throw new ProviderError(
        `Search returned ${found.length} results, please revise so only one is returned`,
      );
    }
    const { id, inputs, outputs } = balancer;
    const disabled = { bucket: "", enabled: false, prefix: "" };
    return {
      id,
      arn: id,
      arnSuffix: text(outputs["arnSuffix"]),
      accessLogs: { ...disabled, ...inputs.accessLogs },
      clientKeepAlive: inputs.clientKeepAlive ?? 3600,
      connectionLogs: [],
      customerOwnedIpv4Pool: inputs.customerOwnedIpv4Pool ?? "",
      desyncMitigationMode: inputs.desyncMitigationMode ?? "defensive",
      dnsName: text(outputs["dnsName"]),
      dnsRecordClientRoutingPolicy: inputs.dnsRecordClientRoutingPolicy ?? "",
      dropInvalidHeaderFields: inputs.dropInvalidHeaderFields ?? false,
      enableCrossZoneLoadBalancing: inputs.enableCrossZoneLoadBalancing ?? true,
      enableDeletionProtection: inputs.enableDeletionProtection ?? false,
      enableHttp2: inputs.enableHttp2 ?? true,
      enablePrefixForIpv6SourceNat: inputs.enablePrefixForIpv6SourceNat ?? "",
      enableTlsVersionAndCipherSuiteHeaders: inputs.enableTlsVersionAndCipherSuiteHeaders ?? false,
      enableWafFailOpen: inputs.enableWafFailOpen ?? false,
      enableXffClientPort: inputs.enableXffClientPort ?? false,
      enableZonalShift: inputs.enableZonalShift ?? false,
      enforceSecurityGroupInboundRulesOnPrivateLinkTraffic: "",
      healthCheckLogs: [],
      idleTimeout: inputs.idleTimeout ?? 60,
      internal: outputs["internal"] === true,
      ipAddressType: text(outputs["ipAddressType"]),
      ipamPools: [],
      loadBalancerType: inputs.loadBalancerType ?? "application",
      name: text(outputs["name"]),
      preserveHostHeader: inputs.preserveHostHeader ?? false,
      region: place.session.region,
      secondaryIpsAutoAssignedPerSubnet: inputs.secondaryIpsAutoAssignedPerSubnet ?? 0,
      securityGroups: (outputs["securityGroups"] ?? []) as string[],
      subnetMappings: ((outputs["subnets"] ?? []) as string[]).map((subnetId) => ({
        allocationId: "",
        ipv6Address: "",
        outpostId: "",
        privateIpv4Address: "",
        subnetId,
      })),
      subnets: (outputs["subnets"] ?? []) as string[],
      tags: (outputs["tagsAll"] ?? {}) as Record<string, string>,
      vpcId: text(outputs["vpcId"]),
      xffHeaderProcessingMode: inputs.xffHeaderProcessingMode ?? "append",
      zoneId: text(outputs["zoneId"]),
    };
  },
);
