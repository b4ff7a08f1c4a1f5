import { InputError } from "../errors";

/** The health check of a target group. Omitted settings have VPC Lattice's default. */
export interface HealthCheck {
  /**
   * Path of the request.
   *
   * @default "/"
   * @example "/health"
   */
  path?: string;
  /** Port of the health check. @default the target's port */
  port?: number;
  /** @default "HTTP" */
  protocol?: "HTTP" | "HTTPS";
  /** @default "HTTP1" */
  protocolVersion?: "HTTP1" | "HTTP2";
  /** Seconds between two checks, 5 to 300. @default 30 */
  intervalSeconds?: number;
  /** Seconds until a check counts as failed, 1 to 120. @default 5 */
  timeoutSeconds?: number;
  /** Checks in a row that make a target healthy, 2 to 10. @default 5 */
  healthyThresholdCount?: number;
  /** Failed checks in a row that make a target unhealthy, 2 to 10. @default 2 */
  unhealthyThresholdCount?: number;
  /** Status codes of a healthy target: a code, a list or a range. @default "200" */
  statusMatch?: string;
}

/** How VPC Lattice reaches the pods of a Service, and checks them. */
export interface TargetSettings {
  /** @default "HTTP" */
  protocol?: "HTTP" | "HTTPS";
  /** Not for a GRPCRoute, which is always HTTP/2. @default "HTTP1" */
  protocolVersion?: "HTTP1" | "HTTP2";
  healthCheck?: HealthCheck;
}

/** Ranges of the numbers. Source: the VPC Lattice controller's TargetGroupPolicy, v1alpha1. */
const ranges = {
  port: [1, 65535],
  intervalSeconds: [5, 300],
  timeoutSeconds: [1, 120],
  healthyThresholdCount: [2, 10],
  unhealthyThresholdCount: [2, 10],
} as const satisfies Partial<Record<keyof HealthCheck, readonly [number, number]>>;

/** Patterns of texts. Source: the VPC Lattice API model, HealthCheckPath and HttpCodeMatcher. */
const patterns = {
  path: { pattern: /^\/[a-zA-Z0-9@:%_+.~#?&/=-]{0,2047}$/, is: "a path", example: '"/health"' },
  statusMatch: { pattern: /^[0-9,-]{1,2000}$/, is: "status codes", example: '"200-299"' },
} as const;

/** Checks the settings of a health check. @throws InputError for a value that VPC Lattice refuses. */
export function checkHealthCheck(check: HealthCheck, argument: string): void {
  for (const [name, [least, most]] of Object.entries(ranges)) {
    const value = check[name as keyof typeof ranges];
    if (value === undefined || (Number.isInteger(value) && value >= least && value <= most)) {
      continue;
    }
    throw new InputError({
      argument: `${argument}.${name}`,
      value,
      rule: `is not a whole number from ${least} to ${most}`,
      fix: "Choose one in the range, or leave it out for VPC Lattice's default.",
    });
  }
  for (const [name, { pattern, is, example }] of Object.entries(patterns)) {
    const value = check[name as keyof typeof patterns];
    if (value === undefined || pattern.test(value)) continue;
    throw new InputError({
      argument: `${argument}.${name}`,
      value,
      rule: `is not ${is} that VPC Lattice understands`,
      fix: `Give for example ${example}.`,
    });
  }
}
