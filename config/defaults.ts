/** Defaults of an environment that replace the schemas' defaults. */
export const stackDefaults = {
  /** Small and cheap: one NAT gateway, short retention. */
  dev: {
    network: { nat: "single", flowLogs: false, interfaceEndpoints: [] },
    cluster: {
      name: "eks-scenarios-dev",
      endpoint: "both",
      logRetentionDays: 30,
      deletionProtection: false,
      zonalShift: false,
    },
    guestbook: { replicas: 2, exposure: "internet" },
  },
  /** Highly available and closed: a NAT gateway per zone, AWS services reached inside the VPC. */
  prod: {
    network: {
      nat: "perAz",
      flowLogs: true,
      interfaceEndpoints: ["ec2", "ecr.api", "ecr.dkr", "eks-auth", "logs", "sts"],
    },
    cluster: {
      name: "eks-scenarios-prod",
      endpoint: "private",
      logRetentionDays: 365,
      deletionProtection: true,
      zonalShift: true,
    },
    guestbook: { replicas: 3, exposure: "internal" },
  },
};
