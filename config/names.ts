import { text } from "../model/schema-parts";

/** Schema of a name that Kubernetes, EKS and IAM all accept. */
export const name = (description: string): ReturnType<typeof text> =>
  text(description, { pattern: "^[a-z0-9]([a-z0-9-]{0,40}[a-z0-9])?$" });
