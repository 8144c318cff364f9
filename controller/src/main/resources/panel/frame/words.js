// Languages: the words of words/en.js and words/ru.js, plurals, numbers and times.
import { notify, subscribe } from './signal.js';

const KEY = 'domovoy.language';
export const LANGUAGES = { en: 'English', ru: 'Русский' };

const state = { language: first(), zone: undefined };
const dictionaries = { en: {}, ru: {} };
export const wordsChanged = subscribe(state);

function first() {
  const chosen = localStorage.getItem(KEY);
  if (chosen in LANGUAGES) {
    return chosen;
  }
  return navigator.languages.map(it => it.slice(0, 2)).find(it => it in LANGUAGES) ?? 'en';
}

export async function loadWords() {
  const [en, ru] = await Promise.all([import('../words/en.js'), import('../words/ru.js')]);
  addWords({ en: en.default, ru: ru.default });
  document.documentElement.lang = state.language;
}

export function addWords(words) {
  for (const name of Object.keys(LANGUAGES)) {
    Object.assign(dictionaries[name], words[name]);
  }
}

/** The language as the browser's region writes it: en-GB and en-US differ in dates. */
export function locale() {
  return navigator.languages.find(it => it.slice(0, 2) === state.language) ?? state.language;
}

/** Times are told as the clocks in the house show them, wherever the browser is. */
export function useZone(zone) {
  state.zone = zone;
}

export function language() {
  return state.language;
}

export function chooseLanguage(name) {
  state.language = name;
  localStorage.setItem(KEY, name);
  document.documentElement.lang = name;
  notify(state);
}

/**
 * The words for a key; {name} in them is replaced. Words that depend on a count are an object with
 * the language's plural forms, and values.count chooses.
 */
export function t(key, values = {}) {
  const found = dictionaries[state.language][key] ?? dictionaries.en[key];
  if (found === undefined) {
    return key;
  }
  const words = typeof found === 'string'
    ? found
    : found[new Intl.PluralRules(state.language).select(values.count)] ?? found.other;
  return words.replace(/\{([a-z]+)\}/g, (_, name) =>
    name === 'count' ? number(values.count, 0) : values[name] ?? '');
}

/** The words for a key, when there are some. */
export function has(key) {
  return dictionaries[state.language][key] !== undefined;
}

/** What the household calls a thing: its title in this language, the other one, or its name. */
export function titleOf(thing, fallback = thing.id) {
  const title = thing.title ?? {};
  return title[state.language] ?? title.en ?? title.ru ?? fallback;
}

/** What the household calls an area; rooms that most houses have need no title. */
export function areaTitle(area) {
  const usual = `area.${area.id}`;
  const spelt = area.id.replaceAll('-', ' ');
  return titleOf(area, has(usual) ? t(usual) : spelt[0].toUpperCase() + spelt.slice(1));
}

/** A sentence that comes in both languages. */
export function sentence(both) {
  return typeof both === 'string' ? both : both?.[state.language] ?? both?.en ?? '';
}

export function number(value, decimals) {
  return new Intl.NumberFormat(locale(), {
    minimumFractionDigits: decimals,
    maximumFractionDigits: decimals ?? 2,
  }).format(value).replace('-', '−');
}

export function clockTime(time) {
  return new Intl.DateTimeFormat(locale(), {
    hour: '2-digit', minute: '2-digit', hourCycle: 'h23', timeZone: state.zone,
  }).format(new Date(time));
}

export function dateTime(time) {
  return new Intl.DateTimeFormat(locale(), {
    day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit', hourCycle: 'h23', timeZone: state.zone,
  }).format(new Date(time));
}

export function longDate(time) {
  return new Intl.DateTimeFormat(locale(), {
    weekday: 'long', day: 'numeric', month: 'long', timeZone: state.zone,
  }).format(new Date(time));
}

const SOON = 18 * 3_600_000; // ms

/** Until a time that is soon the hour alone is clear; a later one needs its date. */
export function until(time) {
  return new Date(time) - Date.now() < SOON ? clockTime(time) : dateTime(time);
}

const STEPS = [['day', 86_400], ['hour', 3_600], ['minute', 60]];

/** How long ago, in words. */
export function ago(time) {
  const seconds = (Date.now() - new Date(time)) / 1000;
  const format = new Intl.RelativeTimeFormat(state.language, { style: 'short' });
  for (const [unit, length] of STEPS) {
    if (seconds >= length) {
      return format.format(-Math.floor(seconds / length), unit);
    }
  }
  return t('time.now');
}
