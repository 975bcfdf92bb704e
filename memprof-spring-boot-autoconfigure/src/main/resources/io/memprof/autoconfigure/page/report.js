/** How long an answer may take. */
const TIMEOUT_MILLIS = 15_000;

/** The address of the report: this file is served at `<report>/ui/<version>/report.js`. */
export const address = new URL("../..", import.meta.url).href.replace(/\/$/, "");

/** Why there is no report, in words for the page. */
export class NoReport extends Error {
  /**
   * @param {string} title what is the case
   * @param {string} text what to do
   * @param {boolean} passing whether it is likely to pass by itself, so that what was shown is still of use
   */
  constructor(title, text, passing = false) {
    super(title);
    this.text = text;
    this.passing = passing;
  }
}

/** A section of the report, or with an empty name the report. */
export async function read(section = "") {
  const response = await ask(section, { method: "GET" });
  const answer = await body(response);
  if (!response.ok) {
    throw refusal(response, answer);
  }
  if (typeof answer !== "object" || answer === null) {
    throw noJson(response);
  }
  return answer;
}

/** Asks for an action, and says when it was accepted. */
export async function act(method, action = "") {
  const response = await ask(action, { method, headers: crossSiteToken() });
  if (response.ok) {
    return (await body(response)) ?? {};
  }
  if (response.status === 405) {
    throw new NoReport("Not allowed", "This endpoint is read-only: management.endpoint.memprof.access is not unrestricted.");
  }
  throw refusal(response, await body(response));
}

async function ask(path, init) {
  try {
    return await fetch(path ? `${address}/${path}` : address, {
      ...init,
      headers: { Accept: "application/json", ...init.headers },
      cache: "no-store",
      credentials: "same-origin",
      signal: AbortSignal.timeout(TIMEOUT_MILLIS),
    });
  } catch {
    throw new NoReport("The application does not answer", "It may be restarting, stopped for a collection, or gone. This page goes on asking.", true);
  }
}

/** Spring Security's cookie for pages such as this one, when the application uses it. */
function crossSiteToken() {
  const token = /(?:^|; )XSRF-TOKEN=([^;]+)/.exec(document.cookie)?.[1];
  return token ? { "X-XSRF-TOKEN": decodeURIComponent(token) } : {};
}

async function body(response) {
  try {
    return await response.json();
  } catch {
    return undefined;
  }
}

function refusal(response, answer) {
  switch (response.status) {
    case 401:
      return new NoReport("Sign in to see the report", "The application asks who you are (401). Sign in there, then load this page again.");
    case 403:
      return new NoReport("You may not see this", "The application's security refuses it (403). Ask for access to the actuator endpoint memprof.");
    case 404:
      return new NoReport("There is no report at this address", "The endpoint memprof is not exposed here any more (404), or a proxy leads elsewhere.");
    case 429:
      return new NoReport("Not now", answer?.unavailable ?? "The same was asked for a moment ago (429).");
    case 503:
      return answer?.unavailable
        ? new NoReport("There is no report yet", answer.unavailable, true)
        : new NoReport("The application is not available", "Something before it answers 503. This page goes on asking.", true);
    default:
      return new NoReport(
        `The report could not be read (${response.status})`,
        answer?.unavailable ?? answer?.error ?? "The application or a proxy before it answered with an error. This page goes on asking.",
        response.status >= 500,
      );
  }
}

function noJson(response) {
  return response.redirected
    ? new NoReport("Sign in to see the report", "The application leads to another page, likely its login. Sign in there, then load this page again.")
    : new NoReport("This is not the report", "Something between this page and the application, a proxy or a login, answers with a page in place of the report.");
}
