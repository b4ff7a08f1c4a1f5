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

/** What the local cloud itself cannot do; never an answer that AWS would give. */
export class SimulatorError extends Error {
  override readonly name = "SimulatorError";
}
