// How a point's value is written, and how far it can be trusted.
import { ago, has, number, t } from '../frame/words.js';

const OLD_AFTER = 3_600_000; // ms; a number that has not come for an hour is not "now"

const DECIMALS = {
  Cel: 1, '[degF]': 1, '%': 0, W: 0, kW: 2, 'kW.h': 2, 'W.h': 0, '[ppm]': 0, lx: 0, hPa: 0,
  'mm[Hg]': 0, 'm/s': 1, V: 0, A: 1, L: 0, m3: 2, deg: 0,
};

export function unitOf(point) {
  const code = point.unit ?? '1';
  return code === '1' ? '' : has('unit.' + code) ? t('unit.' + code) : code;
}

export function decimalsOf(point) {
  return DECIMALS[point.unit];
}

/** The value in words; its unit is apart, because it is written smaller. */
export function valueOf(point, value) {
  if (value === undefined || value === null) {
    return '—';
  }
  if (typeof value === 'boolean') {
    const word = value ? 'on' : 'off';
    const special = `state.${point.quantity}.${word}`;
    return t(has(special) ? special : 'state.' + word);
  }
  if (typeof value === 'number') {
    return number(value, decimalsOf(point));
  }
  const label = `choice.${value}`;
  return has(label) ? t(label) : value;
}

export function withUnit(point, value) {
  const unit = typeof value === 'number' ? unitOf(point) : '';
  return valueOf(point, value) + (unit ? ' ' + unit : '');
}

/**
 * How far the value can be trusted: good; old (it was so, some time ago); bad (the reading itself
 * is not to be believed); none (nothing is known); with the reason in words.
 */
export function trustOf(point) {
  const { state } = point;
  if (!state) {
    return { level: 'none', note: t('quality.none') };
  }
  if (point.reachable === false) {
    return { level: 'old', note: t('quality.unreachable', { ago: ago(state.time) }) };
  }
  switch (state.quality) {
    case 'frozen':
    case 'out-of-range':
      return { level: 'bad', note: t('quality.' + state.quality) };
    case 'missing':
    case 'late':
      return { level: 'old', note: t('quality.' + state.quality, { ago: ago(state.time) }) };
  }
  const age = Date.now() - Date.parse(state.time);
  if (point.kind === 'sensor' && typeof state.value === 'number' && age > OLD_AFTER) {
    return { level: 'old', note: t('quality.old', { ago: ago(state.time) }) };
  }
  return { level: 'good', note: ago(state.time) };
}
