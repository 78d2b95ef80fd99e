// The rule of the Trusted Types policy: markup that cannot run anything.

const RUNS_SOMETHING = [
  /<\s*(script|iframe|object|embed|base|meta|link)\b/i,
  /<[^>]*[\s/"']on[a-z]+\s*=/i,
  /<[^>]*[\s/"']srcdoc\s*=/i,
  /javascript\s*:/i,
];

/** True if the markup holds no element, attribute or address that runs a script. */
export function isPlainMarkup(markup) {
  return !RUNS_SOMETHING.some((pattern) => pattern.test(markup));
}
