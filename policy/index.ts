import { catalog } from "./catalog";
import { serve } from "./frame/service";
import { description, version } from "./package.json";

serve({ name: "eks-scenarios", version, description, rules: catalog }, () =>
  new Date().toISOString().slice(0, 10),
);
