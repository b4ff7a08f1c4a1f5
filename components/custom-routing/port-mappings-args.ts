import type * as pulumi from "@pulumi/pulumi";

/** Arguments of {@link PortMappings}. */
export interface PortMappingsArgs {
  /** The accelerator whose mappings are exported. */
  acceleratorArn: pulumi.Input<string>;

  /**
   * Minutes between two looks at the accelerator, 1 or more. A look at unchanged mappings writes
   * nothing.
   *
   * @default 5
   */
  everyMinutes?: number;

  /**
   * Days that the functions' logs are kept.
   *
   * @default 30
   */
  logRetentionDays?: number;
}
