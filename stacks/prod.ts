import { Guestbook } from "../components/guestbook";
import { foundation } from "./foundation";
import type { StackInputs, StackOutputs } from "./stack";

/** The highly available stack. */
export function prod(inputs: StackInputs): StackOutputs {
  const { cluster, ready, outputs } = foundation(inputs);
  const guestbook = new Guestbook("guestbook", inputs.config.guestbook, {
    provider: cluster.provider,
    dependsOn: ready,
  });
  return { ...outputs, guestbookAddress: guestbook.address };
}
