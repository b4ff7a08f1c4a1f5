import { InputError, pathTo } from "../errors";
import { object, optional, text, texts, type Static } from "../schema-parts";

/** Schema of a {@link FargateSelector}. */
export const fargateSelector = object(
  "a selector of pods that run on Fargate",
  {
    namespace: text("namespace"),
    labels: optional(texts("labels; all pods of the namespace when left out")),
  },
  "FargateSelector",
);

/** Selects the pods that run on Fargate. */
export type FargateSelector = Static<typeof fargateSelector>;

/** The properties of a Fargate profile that are known before deployment. */
export interface FargatePlan {
  name: string;
  selectors: readonly FargateSelector[];
}

/** Checks the properties of a Fargate profile that are known before deployment. @throws InputError */
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
