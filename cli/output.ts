/** Where a command reads its files and writes its results: the terminal, or a test. */
export interface Surroundings {
  /** Folder with the project's `Pulumi.*.yaml`. */
  folder: string;
  /** Results, for people or programs. */
  out: (text: string) => void;
  /** Error messages. */
  err: (text: string) => void;
}
