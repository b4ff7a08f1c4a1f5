/** A file of `model/data/` that a script keeps fresh: `npm run data -- <name>`. */
export interface DataSet {
  /** Name on the command line: `instance-types`. */
  name: string;
  /** Content and source of the data, for the command's help. */
  description: string;
  /** The file, from the root of the repository: `model/data/instance-types.json`. */
  file: string;
  /**
   * Reads the sources and returns the new text of the file.
   *
   * @param today ISO day that the file records as its read date.
   * @param current The current text of the file.
   */
  refresh(today: string, current: string): Promise<string>;
}
