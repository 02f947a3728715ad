const SECRET_PARAMETER =
  /([?&](?:[\w.-]*(?:key|token|secret|signature|sig|password|credential|auth)[\w.-]*)=)[^&#]*/gi;

/** Hides the values of query parameters that may carry a secret. */
export const redactUrl = (url: string): string => url.replace(SECRET_PARAMETER, '$1[redacted]');
