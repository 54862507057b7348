/** Something that feeds a function. */
export type Source = {
  /** Whether nothing is waiting that it could hand over now. */
  idle(): boolean;
  stop(): void;
};
