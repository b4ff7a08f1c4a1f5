import type { AnyRule } from "./frame/rule";
import { clusterAccessMode } from "./rules/cluster/cluster-access-mode";
import { clusterDeletionProtection } from "./rules/cluster/cluster-deletion-protection";
import { clusterEndpointAccess } from "./rules/cluster/cluster-endpoint-access";
import { clusterLogging } from "./rules/cluster/cluster-logging";
import { clusterOneMinorStep } from "./rules/cluster/cluster-one-minor-step";
import { clusterSecretsEncryption } from "./rules/cluster/cluster-secrets-encryption";
import { clusterSupportType } from "./rules/cluster/cluster-support-type";
import { clusterVersionSkew } from "./rules/cluster/cluster-version-skew";
import { clusterVersionSupported } from "./rules/cluster/cluster-version-supported";
import { cniBeforeNodes } from "./rules/cni/cni-before-nodes";
import { cniExternalSnat } from "./rules/cni/cni-external-snat";
import { cniSettings } from "./rules/cni/cni-settings";
import { routingClientIngress } from "./rules/custom-routing/routing-client-ingress";
import { routingFlowLogs } from "./rules/custom-routing/routing-flow-logs";
import { routingInternetGateway } from "./rules/custom-routing/routing-internet-gateway";
import { routingListenerFits } from "./rules/custom-routing/routing-listener-fits";
import { routingSubnetsPrivate } from "./rules/custom-routing/routing-subnets-private";
import { cloudmapPrivateByDefault } from "./rules/dns/cloudmap-private-by-default";
import { resolverRuleAssociated } from "./rules/dns/resolver-rule-associated";
import { resolverSecurityGroup } from "./rules/dns/resolver-security-group";
import { resolverTwoAddresses } from "./rules/dns/resolver-two-addresses";
import { latticeAccessLogs } from "./rules/lattice/lattice-access-logs";
import { latticeAuthPolicyRule } from "./rules/lattice/lattice-auth-policy";
import { latticeGatewayClass } from "./rules/lattice/lattice-gateway-class";
import { latticeOneNetworkPerVpc } from "./rules/lattice/lattice-one-network-per-vpc";
import { latticePrefixListIngress } from "./rules/lattice/lattice-prefix-list-ingress";
import { latticeRouteWeights } from "./rules/lattice/lattice-route-weights";
import { latticeTargetHealth } from "./rules/lattice/lattice-target-health";
import { networkDockerCidr } from "./rules/network/network-docker-cidr";
import { networkFlowLogs } from "./rules/network/network-flow-logs";
import { networkNodesPrivate } from "./rules/network/network-nodes-private";
import { networkOneClusterPerVpc } from "./rules/network/network-one-cluster-per-vpc";
import { networkOpenIngress } from "./rules/network/network-open-ingress";
import { networkSubnetSpareIps } from "./rules/network/network-subnet-spare-ips";
import { networkSubnetTags } from "./rules/network/network-subnet-tags";
import { networkTwoZones } from "./rules/network/network-two-zones";
import { networkVpcDns } from "./rules/network/network-vpc-dns";
import { nodesAmiCurrent } from "./rules/nodes/nodes-ami-current";
import { nodesEncryptedVolumes } from "./rules/nodes/nodes-encrypted-volumes";
import { nodesImdsv2 } from "./rules/nodes/nodes-imdsv2";
import { nodesNoSsh } from "./rules/nodes/nodes-no-ssh";
import { nodesRoleLeastPrivilege } from "./rules/nodes/nodes-role-least-privilege";
import { nodesUpdateConfig } from "./rules/nodes/nodes-update-config";
import { spotLifecycleLabel } from "./rules/spot/spot-lifecycle-label";
import { requiredTags } from "./rules/tags/required-tags";
import { wavelengthAlbPerZone } from "./rules/wavelength/wavelength-alb-per-zone";
import { wavelengthCorednsParentRegion } from "./rules/wavelength/wavelength-coredns-parent-region";
import { wavelengthGp2Volumes } from "./rules/wavelength/wavelength-gp2-volumes";
import { wavelengthNoControlPlaneSubnet } from "./rules/wavelength/wavelength-no-control-plane-subnet";
import { wavelengthNoManagedNodes } from "./rules/wavelength/wavelength-no-managed-nodes";
import { wavelengthPrivateEndpoint } from "./rules/wavelength/wavelength-private-endpoint";
import { wavelengthWorkloadZoneAffinity } from "./rules/wavelength/wavelength-workload-zone-affinity";

/** Every rule, in the order of the reference. */
export const catalog: readonly AnyRule[] = [
  wavelengthGp2Volumes,
  wavelengthCorednsParentRegion,
  wavelengthNoManagedNodes,
  wavelengthNoControlPlaneSubnet,
  wavelengthAlbPerZone,
  wavelengthWorkloadZoneAffinity,
  wavelengthPrivateEndpoint,
  spotLifecycleLabel,
  networkTwoZones,
  networkVpcDns,
  networkDockerCidr,
  networkOneClusterPerVpc,
  networkNodesPrivate,
  networkSubnetSpareIps,
  networkSubnetTags,
  networkFlowLogs,
  networkOpenIngress,
  cniExternalSnat,
  cniSettings,
  cniBeforeNodes,
  routingListenerFits,
  routingSubnetsPrivate,
  routingInternetGateway,
  routingClientIngress,
  routingFlowLogs,
  latticePrefixListIngress,
  latticeGatewayClass,
  latticeRouteWeights,
  latticeAuthPolicyRule,
  latticeTargetHealth,
  latticeOneNetworkPerVpc,
  latticeAccessLogs,
  clusterVersionSupported,
  clusterVersionSkew,
  clusterOneMinorStep,
  clusterEndpointAccess,
  clusterSecretsEncryption,
  clusterLogging,
  clusterAccessMode,
  clusterDeletionProtection,
  clusterSupportType,
  nodesImdsv2,
  nodesEncryptedVolumes,
  nodesNoSsh,
  nodesAmiCurrent,
  nodesUpdateConfig,
  nodesRoleLeastPrivilege,
  resolverTwoAddresses,
  resolverRuleAssociated,
  resolverSecurityGroup,
  cloudmapPrivateByDefault,
  requiredTags,
];
