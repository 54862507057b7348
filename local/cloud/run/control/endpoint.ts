/** One endpoint: what it answers for the names in its path and its JSON body. */
export type Endpoint = (names: readonly string[], body: unknown) => unknown;

/** Endpoints by method and path; `*` stands for a name. */
export type Endpoints = Readonly<Record<string, Endpoint>>;

/** An order that makes no sense; the text goes back to whoever gave it. */
export class ControlError extends Error {
  readonly status: number;
  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}
