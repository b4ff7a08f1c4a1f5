/** The areas of the catalog with their titles, in the order of the reference. */
export const areas = {
  wavelength: "Nodes and workloads in Wavelength Zones",
  spot: "Spot capacity",
  network: "VPC, subnets, security groups",
  cni: "The Amazon VPC CNI plugin",
  "custom-routing": "Global Accelerator custom routing",
  lattice: "Gateway API and VPC Lattice",
  cluster: "The EKS control plane",
  nodes: "Worker nodes",
  dns: "Route 53 Resolver, Cloud Map, ExternalDNS",
  tags: "Tags",
} as const;

export type Area = keyof typeof areas;
