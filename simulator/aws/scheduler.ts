import type { scheduler } from "@pulumi/aws";
import { CloudError } from "../errors";
import { text } from "../values";
import { role, roleByArn } from "./iam/reference-targets";
import { arn } from "./identity";
import { lambdaFunction } from "./lambda";
import { resolve } from "./references";
import { resourceType, type AwsCall, type ResourceType } from "./resource";

type ScheduleCall = AwsCall<scheduler.ScheduleArgs>;

const invalid = (what: string) => new CloudError("ValidationException", what);

const scheduleType = resourceType<scheduler.ScheduleArgs>({
  token: "aws:scheduler/schedule:Schedule",
  service: "EventBridge Scheduler",
  noun: "EventBridge Scheduler Schedule",
  operations: {
    create: "CreateSchedule",
    read: "GetSchedule",
    update: "UpdateSchedule",
    delete: "DeleteSchedule",
  },
  id: ({ inputs }) => `${inputs.groupName ?? "default"}/${inputs.name ?? ""}`,
  exists: ({ inputs }) =>
    new CloudError("ConflictException", `Schedule ${inputs.name} already exists.`),
  defaults: {
    groupName: "default",
    scheduleExpressionTimezone: "UTC",
    state: "ENABLED",
  },
  autoname: { property: "name", prefix: "namePrefix", maxLength: 64 },
  references: [
    {
      path: "target.roleArn",
      to: roleByArn(() => cannotAssume),
      blocks: false,
    },
    {
      path: "target.arn",
      to: {
        ...lambdaFunction,
        notFound: (reference) => invalid(`Provided Arn is not in correct format: ${reference}`),
      },
      blocks: false,
      when: (reference) => reference.includes(":lambda:"),
    },
  ],
  validate: (call) => {
    requireExpression(call);
    requireWindow(call);
    requireTrust(call);
  },
  outputs: ({ session, inputs, id }) => ({
    arn: arn(session, "scheduler", `schedule/${id}`),
    actionAfterCompletion: inputs.actionAfterCompletion ?? "NONE",
  }),
});

const cannotAssume = invalid(
  "The execution role you provide must allow AWS EventBridge Scheduler to assume the role.",
);

/** Source: EventBridge Scheduler User Guide, "Schedule types in EventBridge Scheduler". */
function requireExpression({ inputs: { scheduleExpression } }: ScheduleCall): void {
  const rate = /^rate\((\d+) (minutes?|hours?|days?)\)$/.exec(scheduleExpression);
  const isRate = rate !== null && Number(rate[1]) > 0;
  if (isRate || /^cron\(\S+( \S+){5}\)$/.test(scheduleExpression)) return;
  if (/^at\(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\)$/.test(scheduleExpression)) return;
  throw invalid(`Invalid Schedule Expression ${scheduleExpression}.`);
}

function requireWindow({ inputs: { flexibleTimeWindow } }: ScheduleCall): void {
  const { mode, maximumWindowInMinutes } = flexibleTimeWindow;
  if ((mode === "FLEXIBLE") === (maximumWindowInMinutes !== undefined)) return;
  throw invalid(
    "Invalid FlexibleTimeWindow: a window needs its minutes, and only a window has them.",
  );
}

function requireTrust(call: ScheduleCall): void {
  const found = resolve(call, { ...role, by: ["arn"] }, call.inputs.target.roleArn);
  if (text(found?.inputs.assumeRolePolicy).includes("scheduler.amazonaws.com")) return;
  throw cannotAssume;
}

/** Resource types of EventBridge Scheduler. */
export const schedulerTypes: readonly ResourceType[] = [scheduleType];
