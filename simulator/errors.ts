import type { Properties } from "./values";

/** An error as AWS' API gives it: a code that programs test, and a sentence. */
export class CloudError extends Error {
  override readonly name = "CloudError";

  /**
   * @param code AWS' error code, for example `InvalidSubnet.Conflict`
   * @param message AWS' sentence for it
   */
  constructor(
    readonly code: string,
    message: string,
  ) {
    super(message);
  }

  /** How @pulumi/aws shows it, for example `operation error EC2: CreateSubnet, api error …`. */
  describe(service: string, operation: string): string {
    return `operation error ${service}: ${operation}, api error ${this.code}: ${this.message}`;
  }
}

/** What a provider itself says, with no error of an API behind it: `no matching EC2 VPC found`. */
export class ProviderError extends Error {
  override readonly name = "ProviderError";
}

/**
 * A creation or update that took effect but never reached its good end, as an add-on that stays
 * DEGRADED: the resource exists, and the next update tries again.
 */
export class NotReadyError extends Error {
  override readonly name = "NotReadyError";

  /** @param state what exists */
  constructor(
    message: string,
    readonly state: { id: string; values: Properties; secrets: string[] },
  ) {
    super(message);
  }
}

/** What the local cloud itself cannot do; never an answer that AWS would give. */
export class SimulatorError extends Error {
  override readonly name = "SimulatorError";
}
