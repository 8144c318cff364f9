// Calls the controller. What goes wrong comes back as a Problem whose message can be shown.
import { has, language, t } from './words.js';

const PATIENCE = 15_000; // ms; commands are answered within 5 s even when a node is away

export class Problem extends Error {
  /** @param {{status: number, type?: string, title?: string, detail?: string, faults?: object[]}} details */
  constructor(details) {
    super(told(details));
    this.status = details.status;
    this.faults = details.faults ?? [];
  }
}

/** The controller speaks English; in another language its kind is named first. */
function told({ type = '', title, detail }) {
  const words = detail || title;
  if (!words) {
    return t('frame.no-answer');
  }
  const kind = 'problem.' + type.replace(/^.*:/, '');
  return language() === 'en' || !has(kind) ? words : `${t(kind)}: ${words}`;
}

let csrf = '';
let signedOut = () => {};

export function useToken(token) {
  csrf = token ?? '';
}

/** Tells what to do when the controller says that nobody is signed in. */
export function whenSignedOut(action) {
  signedOut = action;
}

async function call(method, path, body) {
  const headers = { Accept: 'application/json' };
  if (method !== 'GET') {
    headers['X-CSRF-Token'] = csrf;
  }
  if (body !== undefined) {
    headers['Content-Type'] = 'application/json';
  }
  let response;
  try {
    response = await fetch('/api/v1' + path, {
      method,
      headers,
      body: body === undefined ? undefined : JSON.stringify(body),
      signal: AbortSignal.timeout(PATIENCE),
      cache: 'no-store',
    });
  } catch {
    throw new Problem({ status: 0 });
  }
  const text = await response.text();
  const answer = text && response.headers.get('Content-Type')?.includes('json')
    ? JSON.parse(text) : {};
  if (response.ok) {
    return answer;
  }
  if (response.status === 401 && path !== '/session' && path !== '/welcome') {
    signedOut();
  }
  throw new Problem({ ...answer, status: response.status });
}

export const api = {
  get: path => call('GET', path),
  post: (path, body) => call('POST', path, body),
  put: (path, body) => call('PUT', path, body),
  delete: path => call('DELETE', path),
};
