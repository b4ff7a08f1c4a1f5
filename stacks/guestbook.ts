import { Guestbook } from "../components/guestbook";
import type { Foundation } from "./foundation";
import type { StackInputs, StackOutputs } from "./stack";

/** Composes the guestbook sample, unless the configuration leaves it out. */
export function guestbook(
  { config }: StackInputs,
  { cluster: { provider }, ready }: Foundation,
): StackOutputs {
  const { deploy, ...settings } = config.guestbook;
  if (!deploy) return {};
  const { address } = new Guestbook("guestbook", settings, { provider, dependsOn: ready });
  return { guestbookAddress: address };
}
