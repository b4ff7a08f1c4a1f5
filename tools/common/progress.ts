import { Listr, ListrLogger, PRESET_TIMER, ProcessOutput } from "listr2";

/** Reports the current activity of a step in a few words. */
export type Say = (text: string) => void;

/** Receives reports of long work. */
export interface Progress {
  /**
   * Runs one piece of work under a title.
   *
   * @returns what the work returns; its error is passed on unchanged
   */
  step<T>(title: string, work: (say: Say) => Promise<T>): Promise<T>;
}

/** Discards all reports. */
export const silentProgress: Progress = {
  step: (_title, work) => work(() => undefined),
};

/** Reports to a step that is already shown: a tool that is part of it has no separate line. */
export function partOf(say: Say): Progress {
  return {
    step: (title, work) => {
      say(title);
      return work((text) => say(`${title}: ${text}`));
    },
  };
}

/** Seconds between two lines on a terminal, which redraws the line, and in a log, which keeps each line. */
const interval = { terminal: 1, log: 20 };

/**
 * Shows each step with its activity and duration, redrawn on a terminal and as periodic lines in a log.
 * It writes nothing before the first step, and nothing to standard output, which belongs to the command.
 */
export function terminalProgress(stream: NodeJS.WriteStream): Progress {
  return {
    async step<T>(title: string, work: (say: Say) => Promise<T>): Promise<T> {
      let outcome!: { value: T } | { failure: unknown };
      // The renderer hides the cursor; Ctrl-C must show it again.
      const write = stream.write.bind(stream);
      const showCursor = (): void => void (stream.isTTY && write("\x1b[?25h"));
      const list = listOnStream(stream);
      process.once("exit", showCursor);
      list.add({
        title,
        task: async (_context, shown) => {
          const start = Date.now();
          let doing = "starting";
          const show = (): void => {
            shown.output = `${elapsed(Date.now() - start)} · ${doing}`;
          };
          const seconds = stream.isTTY ? interval.terminal : interval.log;
          const timer = setInterval(show, 1000 * seconds);
          try {
            outcome = { value: await work((text) => (doing = text)) };
          } catch (failure) {
            outcome = { failure };
            // The command shows the failure itself, once.
            throw new Error("see below");
          } finally {
            clearInterval(timer);
          }
        },
      });
      await list.run().catch(() => undefined);
      process.off("exit", showCursor);
      if ("failure" in outcome) throw outcome.failure;
      return outcome.value;
    },
  };
}

function listOnStream(stream: NodeJS.WriteStream): Listr<void, "default", "simple"> {
  const shared = {
    logger: new ListrLogger({ processOutput: new ProcessOutput(stream, stream) }),
    timer: PRESET_TIMER,
  };
  return new Listr<void, "default", "simple">([], {
    rendererOptions: { ...shared, showErrorMessage: false },
    fallbackRendererOptions: shared,
    fallbackRendererCondition: () => !stream.isTTY,
    // A child process handles its own signals; see children.ts.
    registerSignalListeners: false,
  });
}

/**
 * A duration as text.
 *
 * @example elapsed(125_000) === "2 min 05 s"
 */
export function elapsed(milliseconds: number): string {
  const seconds = Math.round(milliseconds / 1000);
  const rest = String(seconds % 60);
  return seconds < 60 ? `${rest} s` : `${Math.floor(seconds / 60)} min ${rest.padStart(2, "0")} s`;
}
