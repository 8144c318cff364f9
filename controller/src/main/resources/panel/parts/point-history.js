// The past of a point as a chart, over an hour, a day, a week or a month.
import uPlot from 'uplot';
import { css, html, nothing } from 'lit';
import { PanelElement } from '../frame/element.js';
import { api } from '../frame/api.js';
import { dateTime, language, locale, number, t, titleOf } from '../frame/words.js';
import { decimalsOf, unitOf, valueOf, withUnit } from './values.js';

const HOUR = 3_600_000;
const RANGES = {
  hour: { length: HOUR, step: 'PT1M' },
  day: { length: 24 * HOUR, step: 'PT10M' },
  week: { length: 7 * 24 * HOUR, step: 'PT1H' },
  month: { length: 30 * 24 * HOUR, step: 'PT6H' },
};

class PointHistory extends PanelElement {
  static properties = {
    point: { attribute: false },
    range: { state: true },
    answer: { state: true },
    fault: { state: true },
  };
  static styles = [PanelElement.styles, css`
    header { display: flex; flex-wrap: wrap; gap: 0.6rem; align-items: center; justify-content: space-between; margin-bottom: 0.8rem; }
    .chart { height: clamp(14rem, 38vh, 26rem); position: relative; }
    .chart.loading { opacity: 0.45; }
    .sum { display: flex; flex-wrap: wrap; gap: 0.2rem 1.5rem; margin-top: 0.75rem; }
    .sum b { font-weight: 600; }
    .empty { position: absolute; inset: 0; display: grid; place-content: center; }
    .uplot { font-family: var(--figures) !important; }
    @media (max-width: 700px) { .choice { width: 100%; } .choice button { flex: 1; padding: 0 0.3rem; } }
  `];
  #chart;
  #drawn;
  #watch = new ResizeObserver(() => this.#fit());
  #scheme = matchMedia('(prefers-color-scheme: dark)');
  #repaint = () => this.#draw();

  constructor() {
    super();
    this.range = 'day';
  }

  connectedCallback() {
    super.connectedCallback();
    this.#scheme.addEventListener('change', this.#repaint);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.#scheme.removeEventListener('change', this.#repaint);
    this.#watch.disconnect();
    this.#chart?.destroy();
    this.#chart = undefined;
    this.#drawn = undefined;
  }

  willUpdate(changed) {
    const before = changed.get('point');
    if (changed.has('range') || (changed.has('point') && before?.id !== this.point.id)) {
      this.#load();
    }
  }

  async #load() {
    const { length, step } = RANGES[this.range];
    const to = new Date();
    const question = new URLSearchParams({
      from: new Date(to - length).toISOString(),
      to: to.toISOString(),
      step,
      fn: this.point.accepts.type === 'number' ? 'mean' : 'last',
    });
    const asked = `${this.point.id} ${question}`;
    this.asked = asked;
    this.fault = undefined;
    try {
      const answer = await api.get(`/points/${encodeURIComponent(this.point.id)}/history?${question}`);
      if (this.asked === asked) {
        this.answer = answer;
        this.span = [(to - length) / 1000, to / 1000];
      }
    } catch (problem) {
      if (this.asked === asked) {
        this.answer = undefined;
        this.fault = problem.message;
      }
    }
  }

  render() {
    const numbers = (this.answer?.values ?? []).map(([, value]) => value).filter(it => it !== null);
    return html`
      <link rel="stylesheet" href=${import.meta.resolve('uplot/uPlot.min.css')}>
      <section class="card">
        <header>
          <h2>${t('history.title')}</h2>
          <div class="choice" role="group" aria-label=${t('history.range')}>
            ${Object.keys(RANGES).map(name => html`<button aria-pressed=${name === this.range}
              @click=${() => { this.range = name; }}>${t('history.' + name)}</button>`)}
          </div>
        </header>
        <div class="chart" role="img" aria-label=${t('history.label', { what: titleOf(this.point) })}></div>
        ${this.fault ? html`<p class="error" role="alert">${this.fault}</p>` : nothing}
        ${this.answer && numbers.length === 0 ? html`<p class="empty">${t('history.none')}</p>` : nothing}
        ${numbers.length && this.point.accepts.type === 'number' ? this.#summary(numbers) : nothing}
      </section>`;
  }

  #summary(numbers) {
    const mean = numbers.reduce((a, b) => a + b, 0) / numbers.length;
    const of = value => html`<b class="figures">${withUnit(this.point, value)}</b>`;
    return html`<p class="sum soft">
      <span>${t('history.least')} ${of(Math.min(...numbers))}</span>
      <span>${t('history.mean')} ${of(mean)}</span>
      <span>${t('history.most')} ${of(Math.max(...numbers))}</span></p>`;
  }

  updated() {
    const drawn = [this.answer, language(), document.documentElement.dataset.theme];
    if (this.answer && drawn.some((it, place) => it !== this.#drawn?.[place])) {
      this.#drawn = drawn;
      this.#draw();
    }
  }

  #draw() {
    this.#chart?.destroy();
    this.#chart = undefined;
    if (!this.answer || this.answer.values.length === 0) {
      return;
    }
    const box = this.renderRoot.querySelector('.chart');
    const colour = name => getComputedStyle(this).getPropertyValue(name).trim();
    const resolve = name => resolveColour(this, colour(name));
    const { accepts } = this.point;
    const stepped = accepts.type !== 'number';
    const places = [...(accepts.labels ?? ['off', 'on']).keys()];
    const [times, values] = stepped
      ? heldToTheEnd(this.answer.values, this.span[1]) : withGaps(this.answer.values);
    const fontSize = parseFloat(getComputedStyle(document.documentElement).fontSize) * 0.8;
    const axis = {
      stroke: resolve('--ink-soft'),
      font: `${fontSize}px ${getComputedStyle(this).fontFamily}`,
      grid: { stroke: resolve('--line'), width: 1 },
      ticks: { show: false },
    };
    this.#chart = new uPlot({
      width: box.clientWidth,
      height: box.clientHeight,
      legend: { show: false },
      cursor: { y: false, points: { size: 9 } },
      tzDate: seconds => uPlot.tzDate(new Date(seconds * 1000), this.answer.zone),
      scales: {
        x: { range: () => this.span },
        y: stepped ? { range: [-0.1, places.length - 0.9] } : {},
      },
      series: [{}, {
        stroke: resolve('--ember'),
        width: 2,
        fill: resolve('--ember-glow'),
        paths: stepped ? uPlot.paths.stepped({ align: 1 }) : undefined,
        points: { show: values.filter(it => it !== null).length < 3 },
        spanGaps: false,
      }],
      axes: [
        { ...axis, values: (_, splits) => splits.map(it => this.#timeLabel(it)), space: fontSize * 6, size: fontSize * 2.4 },
        { ...axis, values: (_, splits) => splits.map(it => this.#valueLabel(it)), size: fontSize * 4.5, ...(stepped ? { splits: () => places } : {}) },
      ],
      plugins: [this.#pointer()],
    }, [times, values], box);
    this.#watch.observe(box);
  }

  #timeLabel(seconds) {
    const short = this.range === 'hour' || this.range === 'day';
    return new Intl.DateTimeFormat(locale(), short
      ? { hour: '2-digit', minute: '2-digit', hourCycle: 'h23', timeZone: this.answer.zone }
      : { day: 'numeric', month: 'short', timeZone: this.answer.zone }).format(seconds * 1000);
  }

  #valueLabel(value) {
    const { accepts } = this.point;
    switch (accepts.type) {
      case 'on-off':
        return value === 0 || value === 1 ? valueOf(this.point, value === 1) : '';
      case 'choice':
        return accepts.labels[value] ? valueOf(this.point, accepts.labels[value]) : '';
      default:
        return number(value, Number.isInteger(value) ? 0 : Math.max(1, decimalsOf(this.point) ?? 1));
    }
  }

  /** A label that follows the pointer: the value and its time. */
  #pointer() {
    const label = document.createElement('div');
    label.className = 'mark';
    return {
      hooks: {
        init: plot => {
          Object.assign(label.style, { position: 'absolute', top: '0', pointerEvents: 'none', display: 'none', whiteSpace: 'nowrap' });
          plot.over.append(label);
        },
        setCursor: plot => {
          const { idx, left } = plot.cursor;
          const value = idx === null ? null : plot.data[1][idx];
          label.style.display = value === null || value === undefined || left < 0 ? 'none' : '';
          if (label.style.display === '') {
            const words = this.point.accepts.type === 'number'
              ? `${valueOf(this.point, value)} ${unitOf(this.point)}` : this.#valueLabel(value);
            label.textContent = `${words} · ${dateTime(plot.data[0][idx] * 1000)}`;
            const right = left > plot.over.clientWidth / 2;
            label.style.left = right ? '' : `${left + 10}px`;
            label.style.right = right ? `${plot.over.clientWidth - left + 10}px` : '';
          }
        },
      },
    };
  }

  #fit() {
    const box = this.renderRoot.querySelector('.chart');
    this.#chart?.setSize({ width: box.clientWidth, height: box.clientHeight });
  }
}
customElements.define('point-history', PointHistory);

const seconds = time => Date.parse(time) / 1000;

/** Where nothing came for three times the usual while, the line is broken: no one knows. */
function withGaps(readings) {
  const times = readings.map(([time]) => seconds(time));
  const pauses = times.slice(1).map((it, place) => it - times[place]).sort((a, b) => a - b);
  const longest = 3 * (pauses[Math.floor(pauses.length / 2)] ?? Infinity);
  const columns = [[], []];
  readings.forEach(([, value], place) => {
    if (place > 0 && times[place] - times[place - 1] > longest) {
      columns[0].push(times[place - 1] + longest / 3);
      columns[1].push(null);
    }
    columns[0].push(times[place]);
    columns[1].push(value);
  });
  return columns;
}

/** What is switched stays so until it says otherwise. */
function heldToTheEnd(readings, end) {
  const last = readings.at(-1)[1];
  return [
    [...readings.map(([time]) => seconds(time)), end],
    [...readings.map(([, value]) => value), last],
  ];
}

/** A canvas does not understand light-dark(); the browser resolves it on an element's colour. */
function resolveColour(host, value) {
  const probe = document.createElement('i');
  probe.style.color = value;
  host.renderRoot.append(probe);
  const colour = getComputedStyle(probe).color;
  probe.remove();
  return colour;
}
