import type { AwsCall } from "../resource";

/** Inputs in which something says whose it is. */
const owners = ["resourceIdentifier", "resourceArn", "serviceIdentifier", "serviceArn"];

/** Things that go with their service network or service. Associations do not: they keep it. */
const owned = [
  "aws:vpclattice/authPolicy:AuthPolicy",
  "aws:vpclattice/resourcePolicy:ResourcePolicy",
  "aws:vpclattice/accessLogSubscription:AccessLogSubscription",
  "aws:vpclattice/listenerRule:ListenerRule",
  "aws:vpclattice/listener:Listener",
];

/**
 * Removes what belongs to a service network or service that was deleted.
 * Source: VPC Lattice API Reference, DeleteServiceNetwork and DeleteService.
 */
export function removeOwned({ world, id }: Pick<AwsCall, "world" | "id">): void {
  for (const entry of owned.flatMap((type) => world.all(type))) {
    const isOwn = owners.some((input) => {
      const owner = entry.inputs[input];
      return typeof owner === "string" && owner.split("/").at(-1) === id;
    });
    if (isOwn) world.remove(entry);
  }
}
