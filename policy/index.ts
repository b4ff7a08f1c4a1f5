import { isoDay } from "../model/days";
import { catalog } from "./catalog";
import { serve } from "./frame/service";
import { description, version } from "./package.json";

serve({ name: "eks-scenarios", version, description, rules: catalog }, () => isoDay(new Date()));
