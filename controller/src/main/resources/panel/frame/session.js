// Who is signed in.
import { api, Problem, useToken, whenSignedOut } from './api.js';
import { notify, subscribe } from './signal.js';

export const session = {
  state: 'unknown', // unknown, in, out
  name: '',
  role: '',
  permissions: [],
  /** Whether the controller would allow it: read, command, configure, audit, users. */
  may: permission => session.permissions.includes(permission),
};
export const sessionChanged = subscribe(session);

function become(answer) {
  useToken(answer.csrf);
  Object.assign(session, {
    state: 'in', name: answer.name, role: answer.role, permissions: answer.permissions,
  });
  notify(session);
}

function leave() {
  useToken('');
  Object.assign(session, { state: 'out', name: '', role: '', permissions: [] });
  notify(session);
}

whenSignedOut(leave);

/** Asks whether the browser still has a session; without an answer it stays unknown. */
export async function resume() {
  try {
    become(await api.get('/session'));
  } catch (problem) {
    if (problem instanceof Problem && problem.status !== 401) {
      throw problem;
    }
    leave();
  }
}

export async function signIn(name, password) {
  become(await api.post('/session', { name, password }));
}

export async function signOut() {
  await api.delete('/session');
  leave();
}

/** The first person of the house chooses a name and a password; the link's token allows it. */
export async function welcome(token, name, password) {
  become(await api.post('/welcome', { token, name, password }));
}
