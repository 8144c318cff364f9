// The house as the controller knows it, kept live: points, incidents and nodes.
import { api, Problem } from './api.js';
import { resume, session } from './session.js';
import { notify, subscribe } from './signal.js';
import { t, useZone } from './words.js';

const CHECK_EVERY = 20_000; // ms; finds out that a connection is dead though nothing said so
const CHECK_PATIENCE = 5_000; // ms
const LONGEST_PAUSE = 30_000; // ms between attempts to connect again
const OPEN_WITHIN = 6_000; // ms
const RESYNC_AFTER = 500; // ms; changes come in a row
const CONFIRM_WITHIN = 6_000; // ms from the answer to the reading that shows it
const TICK = 10_000; // ms; ages on the page grow by themselves

export const house = {
  link: 'connecting', // connecting, live, lost
  site: {},
  areas: [],
  points: new Map(),
  incidents: new Map(),
  nodes: new Map(),
  /** What was asked of points and is not confirmed: {stage: 'pending', value} or {stage: 'failed', message} */
  wishes: new Map(),
  /** Another number when the rules, or whether they act, have changed. */
  edition: 0,
};
export const houseChanged = subscribe(house);

let stream;
let timers = [];
let attempt = 0;
const strange = new Set(); // points that were read and are not of the house as we know it

export async function openHouse() {
  timers = [setInterval(() => notify(house), TICK), setInterval(check, CHECK_EVERY)];
  addEventListener('online', reconnect);
  addEventListener('offline', lose);
  await connect();
}

export function closeHouse() {
  timers.forEach(clearInterval);
  removeEventListener('online', reconnect);
  removeEventListener('offline', lose);
  stream?.close();
  stream = undefined;
  house.points = new Map();
  house.incidents = new Map();
  house.nodes = new Map();
  house.wishes = new Map();
  house.areas = [];
  house.link = 'connecting';
}

/** First the stream, then the present state: what changes in between is not missed. */
async function connect() {
  stream?.close();
  const mine = new EventSource('/api/v1/stream');
  stream = mine;
  const held = [];
  let loaded = false;
  for (const name of ['reading', 'control', 'incident', 'node', 'rules', 'automation']) {
    mine.addEventListener(name, event => {
      const message = JSON.parse(event.data);
      if (!loaded) {
        held.push([name, message]);
        return;
      }
      absorb(name, message);
      notify(house);
    });
  }
  try {
    await opened(mine);
    await load();
  } catch {
    if (stream === mine) {
      lose();
      await resume().catch(() => {}); // a stream does not say that the session is over
    }
    return;
  }
  if (stream !== mine) {
    return;
  }
  loaded = true;
  held.forEach(([name, message]) => absorb(name, message));
  house.link = 'live';
  attempt = 0;
  // the controller ends a stream now and then; only when a new one fails too is the house lost
  mine.onerror = () => {
    if (stream === mine) {
      connect();
    }
  };
  notify(house);
}

function opened(source) {
  return new Promise((resolve, reject) => {
    source.onopen = resolve;
    source.onerror = reject;
    setTimeout(reject, OPEN_WITHIN);
  });
}

async function load() {
  const [description, points, incidents, nodes] = await Promise.all([
    api.get('/house'), api.get('/points'), api.get('/incidents'), nodesIfAllowed()]);
  house.site = description.site ?? {};
  useZone(house.site.zone);
  house.areas = description.areas ?? [];
  house.points = new Map(points.map(it => [it.id, it]));
  house.incidents = new Map(incidents.map(it => [it.id, it]));
  house.nodes = new Map(nodes.map(it => [it.name, it]));
}

async function nodesIfAllowed() {
  try {
    return await api.get('/nodes');
  } catch (problem) {
    if (problem instanceof Problem && problem.status === 403) {
      return [];
    }
    throw problem;
  }
}

function lose() {
  if (!stream) {
    return;
  }
  stream.close();
  house.link = 'lost';
  notify(house);
  const pause = Math.min(LONGEST_PAUSE, 1_000 * 2 ** attempt++);
  clearTimeout(timers[2]);
  timers[2] = setTimeout(reconnect, pause * (0.5 + Math.random() / 2));
}

function reconnect() {
  if (session.state === 'in' && house.link === 'lost') {
    connect();
  }
}

async function check() {
  if (house.link !== 'live') {
    return;
  }
  try {
    await fetch('/health/live', { signal: AbortSignal.timeout(CHECK_PATIENCE), cache: 'no-store' });
  } catch {
    lose();
  }
}

/** The house has changed, not only its state: a node brought or took devices. */
function resync() {
  clearTimeout(timers[2]);
  timers[2] = setTimeout(connect, RESYNC_AFTER);
}

function absorb(name, message) {
  switch (name) {
    case 'reading':
      takeReading(message);
      break;
    case 'control':
      takeControl(message);
      break;
    case 'incident':
      house.incidents.set(message.id, message);
      break;
    case 'node':
      takeNode(message);
      break;
    case 'rules':
    case 'automation':
      house.edition++;
      break;
  }
}

function takeReading({ point: id, value, time, quality }) {
  const point = house.points.get(id);
  if (!point && !strange.has(id)) {
    strange.add(id);
    resync();
  }
  if (!point || (point.state && Date.parse(point.state.time) > Date.parse(time))) {
    return;
  }
  house.points.set(id, { ...point, state: { value, time, quality }, reachable: true });
  if (house.wishes.get(id)?.stage === 'pending' && house.wishes.get(id).value === value) {
    house.wishes.delete(id);
  }
}

function takeControl({ point: id, control }) {
  const point = house.points.get(id);
  if (point) {
    house.points.set(id, { ...point, control });
  }
}

function takeNode(node) {
  const known = house.nodes.get(node.name);
  if (String(known?.devices) !== String(node.devices)) {
    resync();
  }
  house.nodes.set(node.name, { ...known, ...node });
  for (const [id, point] of house.points) {
    if (point.node === node.name) {
      house.points.set(id, { ...point, reachable: node.reachable });
    }
  }
}

/** Asks for a value; the page shows the wish until a reading confirms it or it fails. */
export function command(id, value) {
  return wish(id, value, () => api.put(`/points/${encodeURIComponent(id)}/command`, { value }));
}

/** Gives the point back to rules and schedules. */
export function release(id) {
  return wish(id, undefined, () => api.delete(`/points/${encodeURIComponent(id)}/command`));
}

async function wish(id, value, call) {
  const mine = { stage: 'pending', value };
  house.wishes.set(id, mine);
  notify(house);
  try {
    const answer = await call();
    if (answer.stage === 'refused' || answer.stage === 'failed') {
      throw new Problem({ status: 409, detail: answer.detail });
    }
    if (answer.state) {
      takeReading(answer.state);
    }
    if (answer.stage === 'requested') {
      settle(id, mine, { stage: 'failed', message: t('control.beneath', { detail: answer.detail }) });
    } else if (value === undefined || house.points.get(id)?.state?.value === value) {
      settle(id, mine);
    } else {
      // the reading that confirms may come by the stream a moment after the answer
      setTimeout(settle, CONFIRM_WITHIN, id, mine,
        { stage: 'failed', message: t('control.unconfirmed') });
    }
  } catch (problem) {
    settle(id, mine, { stage: 'failed', message: problem.message });
  }
}

/** Ends a wish, unless another has taken its place. */
function settle(id, mine, outcome) {
  if (house.wishes.get(id) !== mine) {
    return;
  }
  if (outcome) {
    house.wishes.set(id, outcome);
  } else {
    house.wishes.delete(id);
  }
  notify(house);
}

export async function acknowledge(id) {
  const incident = await api.post(`/incidents/${encodeURIComponent(id)}/acknowledge`, {});
  house.incidents.set(id, { ...house.incidents.get(id), ...incident });
  notify(house);
}

export function pointsOf(area) {
  return [...house.points.values()].filter(it => it.area === area);
}
