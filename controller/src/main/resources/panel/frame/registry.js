// The functions of the house that have a place in the panel. One module contributes with one line:
//   register({ id, title, icon, page, cards, roles, order, words })
import { notify, subscribe } from './signal.js';
import { addWords } from './words.js';

/** A phone's menu has room for so many pages, and for one more where the others are. */
export const PLACES_ON_A_PHONE = 4;

const contributions = new Map();
const faults = new Map();
export const registryChanged = subscribe(contributions);

/**
 * @param {object} contribution
 *   id     its name, and the address of its page: #/id
 *   title  the key of its title in the words; without one it has no menu entry
 *   icon   a name from icons.js
 *   page   the tag of the element that is its page
 *   cards  elements it adds elsewhere: {place: 'home' | 'point', tag, order}
 *   roles  who sees it; without: everyone who is signed in
 *   order  its place in the menu, small first
 *   words  its own words, {en: {…}, ru: {…}}, keys start with its id and a dot
 */
export function register(contribution) {
  const { id, page, cards = [] } = contribution;
  if (!/^[a-z][a-z0-9-]*$/.test(id ?? '')) {
    throw new Error(`register: id must be lower-case words joined by hyphens, not '${id}'`);
  }
  if (contributions.has(id)) {
    throw new Error(`register: '${id}' is registered twice`);
  }
  for (const tag of [page, ...cards.map(card => card.tag)]) {
    if (tag && !customElements.get(tag)) {
      throw new Error(`register: '${id}' names <${tag}>, which is not defined`);
    }
  }
  addWords(contribution.words ?? {});
  contributions.set(id, { order: 100, ...contribution, cards });
  notify(contributions);
}

/** Imports each; one that fails is noted and leaves the others alone. */
export async function importFunctions(names) {
  await Promise.all(
    names.filter(Boolean).map(async name => {
      try {
        await import(`../functions/${name}.js`);
      } catch (error) {
        faults.set(name, error);
      }
    }));
  notify(contributions);
}

export function contributionFaults() {
  return [...faults];
}

export function contributionOf(id) {
  return contributions.get(id);
}

function isFor(role) {
  return it => !it.roles || it.roles.includes(role);
}

export function menuFor(role) {
  return [...contributions.values()]
    .filter(it => it.title && it.page)
    .filter(isFor(role))
    .sort((a, b) => a.order - b.order || a.id.localeCompare(b.id));
}

export function cardsFor(place, role) {
  return [...contributions.values()]
    .filter(isFor(role))
    .flatMap(it => it.cards)
    .filter(card => card.place === place)
    .sort((a, b) => (a.order ?? 100) - (b.order ?? 100));
}
