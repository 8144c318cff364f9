// Line icons on a 24 by 24 grid, drawn for Domovoy.
import { svg } from 'lit';

const SHAPES = {
  home: 'M4 11.5 12 5l8 6.5M6.5 10v9h11v-9M10 19v-5h4v5',
  nodes: 'M5 5h14v6H5zM5 13h14v6H5zM8 8h.01M8 16h.01M12 8h4M12 16h4',
  rules: 'M5 6h5M5 12h3M5 18h5M10 6c5 0 3 6 9 6M10 18c5 0 3-6 9-6M8 12h11M16.5 9.5 19 12l-2.5 2.5',
  log: 'M7 4h10v16H7zM10 8h4M10 12h4M10 16h2',
  more: 'M5 7h14M5 12h14M5 17h14',
  thermometer: 'M10 13.5V6a2 2 0 0 1 4 0v7.5a4 4 0 1 1-4 0zM12 10v6',
  drop: 'M12 4c3.5 4.5 5.5 7 5.5 9.700a5.5 5.5 0 0 1-11 0C6.5 11 8.5 8.5 12 4z',
  bulb: 'M9.5 17h5M10.5 20h3M9.5 17c0-2.200-3-3.400-3-7a5.5 5.5 0 0 1 11 0c0 3.600-3 4.800-3 7',
  fan: 'M12 12c-1-4-4-6-5-4s1 4 5 4zM12 12c4-1 6-4 4-5s-4 1-4 5zM12 12c1 4 4 6 5 4s-1-4-5-4zM12 12c-4 1-6 4-4 5s4-1 4-5z',
  valve: 'M4 9v8l8-4 8 4V9l-8 4zM12 13V6M9 6h6',
  door: 'M7 20V4h10v16M5 20h14M14 12h.01',
  motion: 'M13 5h.01M12.5 9 10 14l3 2 1 4M10 14l-3 4M12.5 9l3 3h2.5M12.5 9 9 10l-1.5 2.5',
  bolt: 'M13 4 6 13.5h5L10.5 20 18 10.5h-5.5z',
  wind: 'M4 9h9.5a2.5 2.5 0 1 0-2.300-3.5M4 13h13a2.5 2.5 0 1 1-2.300 3.5M4 17h6',
  sun: 'M12 8a4 4 0 1 0 0 8 4 4 0 0 0 0-8zM12 3.5v1.5M12 19v1.5M3.5 12H5M19 12h1.5M6 6l1 1M17 17l1 1M18 6l-1 1M7 17l-1 1',
  gauge: 'M5.5 18a8.5 8.5 0 1 1 13 0M12 14l3.5-4.5M12 14h.01',
  flame: 'M12 20a5.5 5.5 0 0 1-5.5-5.5C6.5 11 10 9.5 10 5c3.5 1.5 7.5 5 7.5 9.5A5.5 5.5 0 0 1 12 20z',
  switch: 'M12 4v7M8 6.5a7 7 0 1 0 8 0',
  point: 'M12 9a3 3 0 1 0 0 6 3 3 0 0 0 0-6z',
  warning: 'M12 5 3.5 19h17zM12 10.5v4M12 16.800h.01',
  hand: 'M8 13V7.5a1.300 1.300 0 0 1 2.600 0V11 5.5a1.300 1.300 0 0 1 2.600 0V11 6.5a1.300 1.300 0 0 1 2.600 0V14c0 3.5-1.600 6-4.800 6-2.600 0-3.800-1.200-5.5-4.5L4.5 13a1.300 1.300 0 0 1 2.100-1.5z',
  unlinked: 'M9 15 6.5 17.5a3 3 0 0 1-4-4L5 11M15 9l2.5-2.5a3 3 0 0 1 4 4L19 13M4 4l16 16',
  back: 'M14 6l-6 6 6 6',
  check: 'M5 12.5 10 17l9-10',
  key: 'M14.5 5a4.5 4.5 0 1 0 0 9 4.5 4.5 0 0 0 0-9zM11.300 12.700 4 20M7 17l2 2',
  out: 'M14 5H6v14h8M11 12h9M17 9l3 3-3 3',
};

const BY_QUANTITY = [
  [/temperature|dew/, 'thermometer'],
  [/valve/, 'valve'],
  [/humidity|leak|water|moisture|rain/, 'drop'],
  [/light|lamp|brightness|dimmer/, 'bulb'],
  [/illumin|solar|uv/, 'sun'],
  [/fan|ventilation/, 'fan'],
  [/door|window|contact|gate/, 'door'],
  [/motion|presence|occupancy/, 'motion'],
  [/heat|boiler|gas|smoke|fire/, 'flame'],
  [/power|energy|current|voltage|electric/, 'bolt'],
  [/wind|co2|air|pressure/, 'wind'],
  [/relay|switch|socket|plug/, 'switch'],
];

export function icon(name) {
  return svg`<svg class="icon" viewBox="0 0 24 24" aria-hidden="true"><path d=${
    SHAPES[name] ?? SHAPES.point}></path></svg>`;
}

/** The icon of a point: by what it measures, or by its name. */
export function iconOf(point) {
  const found = BY_QUANTITY.find(([words]) => words.test(point.quantity))
    ?? BY_QUANTITY.find(([words]) => words.test(point.id));
  return icon(found ? found[1] : point.kind === 'sensor' ? 'gauge' : 'switch');
}
