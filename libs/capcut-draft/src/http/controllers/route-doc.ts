/** What the OpenAPI document says about a route of the capcut-mate dialect. */
export interface RouteDoc {
  readonly summary: string;
  readonly description: string;
  /** A body the route accepts. */
  readonly example: object;
}
