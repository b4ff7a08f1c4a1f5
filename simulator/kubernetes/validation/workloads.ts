import type { Field } from "../field";
import { requireUnique } from "../field";
import { cronProblem } from "./cron";
import { dnsLabel, percentage } from "./formats";
import { checkTemplate, type PodRules } from "./pod";
import { checkSelector, selects } from "./selectors";
import { checkClaim } from "./storage";

const ALWAYS: PodRules = { restartPolicies: ["Always"] };
const ANY: PodRules = { restartPolicies: ["Always", "OnFailure", "Never"] };

export function checkDeployment(root: Field): void {
  const spec = checkScaled(root);
  checkSelected(spec);
  checkTemplate(spec.field("template"), ALWAYS);
  const strategy = spec.field("strategy");
  const rolling = strategy.field("rollingUpdate");
  if (strategy.field("type").text === "Recreate" && rolling.isPresent) {
    rolling.forbidden("may not be specified when strategy `type` is 'Recreate'");
  }
  checkRolling(rolling);
  spec.field("minReadySeconds").notNegative();
  const deadline = spec.field("progressDeadlineSeconds");
  const ready = spec.field("minReadySeconds");
  if (deadline.number !== undefined && deadline.number <= (ready.number ?? 0)) {
    deadline.invalid("must be greater than minReadySeconds");
  }
}

export function checkReplicaSet(root: Field): void {
  const spec = checkScaled(root);
  checkSelected(spec);
  checkTemplate(spec.field("template"), ALWAYS);
}

export function checkReplicationController(root: Field): void {
  const spec = checkScaled(root);
  const labels = spec.at("template", "metadata", "labels");
  const selector = spec.field("selector");
  if (!selector.isSet && !labels.isSet) selector.require();
  if (selector.object && !selects({ matchLabels: selector.object }, labels.value)) {
    labels.invalid("`selector` does not match template `labels`");
  }
  checkTemplate(spec.field("template"), ALWAYS);
}

export function checkDaemonSet(root: Field): void {
  const spec = root.field("spec");
  checkSelected(spec);
  checkTemplate(spec.field("template"), ALWAYS);
  const rolling = spec.at("updateStrategy", "rollingUpdate");
  checkRolling(rolling);
}

export function checkStatefulSet(root: Field): void {
  const spec = checkScaled(root);
  checkSelected(spec);
  const claims = spec.field("volumeClaimTemplates").items();
  const names = claims.map((claim) => claim.at("metadata", "name"));
  requireUnique(names);
  for (const claim of claims) {
    claim.at("metadata", "name").matches(dnsLabel);
    checkClaim(claim);
  }
  const claimNames = names.map(({ text = "" }) => text);
  checkTemplate(spec.field("template"), { ...ALWAYS, claims: claimNames });
  spec.at("updateStrategy", "rollingUpdate", "partition").notNegative();
}

export function checkJob(root: Field): void {
  checkJobSpec(root.field("spec"));
}

export function checkCronJob(root: Field): void {
  const spec = root.field("spec");
  const schedule = spec.field("schedule");
  schedule.matches(cronProblem);
  const zone = spec.field("timeZone");
  if (zone.text !== undefined && !isTimeZone(zone.text))
    zone.invalid(`unknown time zone ${zone.text}`);
  for (const count of [
    "successfulJobsHistoryLimit",
    "failedJobsHistoryLimit",
    "startingDeadlineSeconds",
  ]) {
    spec.field(count).notNegative();
  }
  checkJobSpec(spec.at("jobTemplate", "spec"));
}

function checkJobSpec(spec: Field): void {
  for (const count of [
    "parallelism",
    "completions",
    "activeDeadlineSeconds",
    "backoffLimit",
    "ttlSecondsAfterFinished",
  ]) {
    spec.field(count).notNegative();
  }
  const policy = spec.at("template", "spec", "restartPolicy");
  if (!policy.isPresent || policy.text === "Always") {
    policy.missing('valid values: "OnFailure", "Never"');
  }
  if (spec.field("selector").isPresent && spec.field("manualSelector").value !== true) {
    spec.field("selector").invalid("`selector` not auto-generated");
  }
  if (spec.field("completionMode").text === "Indexed" && !spec.field("completions").isPresent) {
    spec.field("completions").require("when completion mode is Indexed");
  }
  checkTemplate(spec.field("template"), ANY);
}

export function checkPodTemplate(root: Field): void {
  checkTemplate(root.field("template"), ANY);
}

function checkScaled(root: Field): Field {
  const spec = root.field("spec");
  spec.field("replicas").notNegative();
  spec.field("revisionHistoryLimit").notNegative();
  return spec;
}

/** A workload's selector is there, says something, and selects the workload's own pods. */
function checkSelected(spec: Field): void {
  const selector = spec.field("selector");
  const labels = spec.at("template", "metadata", "labels");
  if (!selector.isPresent) {
    selector.require();
    return;
  }
  checkSelector(selector);
  if (!selector.isSet) selector.invalid("empty selector is invalid for deployment");
  else if (!selects(selector.object, labels.value)) {
    labels.invalid("`selector` does not match template `labels`", labels.value ?? {});
  }
}

function checkRolling(rolling: Field): void {
  const surge = rolling.field("maxSurge");
  const unavailable = rolling.field("maxUnavailable");
  for (const count of [surge, unavailable]) {
    count.matches(percentage);
    count.notNegative();
  }
  if (unavailable.text !== undefined && Number.parseInt(unavailable.text) > 100) {
    unavailable.invalid("must not be greater than 100%");
  }
  if (isNone(surge) && isNone(unavailable)) {
    unavailable.invalid("may not be 0 when `maxSurge` is 0");
  }
}

function isNone({ value }: Field): boolean {
  return value === 0 || value === "0%";
}

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat("en", { timeZone: name });
    return true;
  } catch {
    return false;
  }
}
