/** Why something could not be done, in the contract's error shape. */
import type { ApiError } from "../api/types";

export class Refusal extends Error {
  constructor(readonly error: ApiError) {
    super(error.code);
  }
}

/** One of the panel's own, which no server has worded. */
export function refusal(code: string): Refusal {
  return new Refusal({ code, message: "", details: {} });
}

export function errorOf(problem: unknown): ApiError {
  return problem instanceof Refusal ? problem.error : { code: "unknown", message: String(problem), details: {} };
}
