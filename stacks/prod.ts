import { Guestbook } from "../components/guestbook";
import { cloudMap } from "./cloud-map";
import { customRouting } from "./custom-routing";
import { endpointDns } from "./endpoint-dns";
import { foundation } from "./foundation";
import { lattice } from "./lattice";
import type { StackInputs, StackOutputs } from "./stack";
import { wavelength } from "./wavelength";

/** The highly available stack. */
export function prod(inputs: StackInputs): StackOutputs {
  const { config } = inputs;
  const base = foundation(inputs);
  const { cluster, ready, outputs } = base;
  const guestbook = new Guestbook("guestbook", config.guestbook, {
    provider: cluster.provider,
    dependsOn: ready,
  });
  return {
    ...outputs,
    guestbookAddress: guestbook.address,
    ...endpointDns(config, base),
    ...cloudMap(config, base),
    ...lattice(config, base),
    ...wavelength(inputs, base),
    ...customRouting(inputs, base),
  };
}
