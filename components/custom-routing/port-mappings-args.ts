import type * as pulumi from "@pulumi/pulumi";
import type { portMappingSettings } from "../../model/custom-routing/settings";
import type { Given } from "../../model/schema-parts";

/** Arguments of {@link PortMappings}. */
export interface PortMappingsArgs extends Given<typeof portMappingSettings> {
  /** The accelerator whose mappings are exported. */
  acceleratorArn: pulumi.Input<string>;

  /**
   * Days for which the functions' logs are kept.
   *
   * @default 30
   */
  logRetentionDays?: number;
}
