import { InputError, pathTo } from "../errors";

/** Which pods run on Fargate. */
export interface FargateSelector {
  namespace: string;
  /** @default all pods of the namespace */
  labels?: Readonly<Record<string, string>>;
}

/** What of a Fargate profile is known before deployment. */
export interface FargatePlan {
  name: string;
  selectors: readonly FargateSelector[];
}

/** Checks what is known of a Fargate profile before deployment. @throws InputError */
export function checkFargateProfile({ name, selectors }: FargatePlan, argument: string): void {
  if (/^eks-/i.test(name)) {
    throw new InputError({
      argument: pathTo(argument, "name"),
      value: name,
      rule: "begins with eks-, which EKS keeps for itself",
      fix: "Choose another name for the profile.",
    });
  }
  const at = pathTo(argument, "selectors");
  if (selectors.length < 1 || selectors.length > 5) {
    throw new InputError({
      argument: at,
      value: selectors,
      rule: `are ${selectors.length}; a profile has one to five`,
      fix: "Make a further profile for further selectors.",
    });
  }
  selectors.forEach(({ labels = {} }, index) => {
    const count = Object.keys(labels).length;
    if (count <= 5) return;
    throw new InputError({
      argument: `${at}[${index}].labels`,
      value: labels,
      rule: `are ${count}; a selector has at most five`,
      fix: "Select by fewer labels.",
    });
  });
}
