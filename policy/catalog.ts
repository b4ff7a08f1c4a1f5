import type { AnyRule } from "./frame/rule";
import { spotLifecycleLabel } from "./rules/spot/spot-lifecycle-label";
import { wavelengthCorednsParentRegion } from "./rules/wavelength/wavelength-coredns-parent-region";
import { wavelengthGp2Volumes } from "./rules/wavelength/wavelength-gp2-volumes";

/** Every rule, in the order of the reference. */
export const catalog: readonly AnyRule[] = [
  wavelengthGp2Volumes,
  wavelengthCorednsParentRegion,
  spotLifecycleLabel,
];
