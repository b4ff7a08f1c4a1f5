import type { StackConfig } from "../config/stack";
import { cloudMap } from "./cloud-map";
import { customRouting } from "./custom-routing";
import { endpointDns } from "./endpoint-dns";
import type { Foundation } from "./foundation";
import { guestbook } from "./guestbook";
import { kops } from "./kops";
import { lattice } from "./lattice";
import type { StackInputs, StackOutputs } from "./stack";
import { wavelength } from "./wavelength";

/** Keys of the configuration that the foundation uses. */
type FoundationKey =
  "environment" | "network" | "cluster" | "cni" | "nodeGroups" | "fargate" | "access";

/**
 * The scenarios on top of the foundation, by their keys in the configuration and in the order of
 * the outputs. Each returns its outputs, or none if it is not configured. A key without an entry
 * does not compile, so every configurable scenario is composed.
 */
export const scenarios: Readonly<
  Record<
    Exclude<keyof StackConfig, FoundationKey>,
    (inputs: StackInputs, foundation: Foundation) => StackOutputs
  >
> = { guestbook, kops, endpointDns, cloudMap, lattice, wavelength, customRouting };
