// What a rule would have done over the stored past, with a chart of when it would have held.
import { css, html, nothing, svg } from 'lit';
import { PanelElement } from '../frame/element.js';
import { api } from '../frame/api.js';
import { house } from '../frame/house.js';
import { dateTime, sentence, t, titleOf } from '../frame/words.js';

const DAY = 86_400_000; // ms
const SPANS = { week: 7, month: 30, year: 365 }; // days
const WIDTH = 1000;

class RuleBacktest extends PanelElement {
  static properties = {
    name: {},
    draft: { attribute: false },
    report: { state: true },
    busy: { state: true },
    fault: { state: true },
  };
  static styles = [PanelElement.styles, css`
    .row { display: flex; flex-wrap: wrap; gap: 0.5rem 1rem; align-items: center; justify-content: space-between; }
    figure { margin-top: 0.8rem; }
    figcaption { font-weight: 550; }
    svg { display: block; width: 100%; height: 2rem; margin: 0.3rem 0; background: var(--sunken); border-radius: 0.4rem; }
    rect { fill: var(--ember-fill); }
    .ends { display: flex; justify-content: space-between; }
    li { padding: 0.2rem 0; }
  `];

  async #run(days) {
    const to = new Date();
    const draft = this.draft === undefined ? { rules: [this.name] } : { text: this.draft };
    this.busy = true;
    this.fault = undefined;
    try {
      this.report = await api.post('/rules/backtest', {
        ...draft, from: new Date(to - days * DAY).toISOString(), to: to.toISOString() });
    } catch (problem) {
      this.report = undefined;
      this.fault = problem.message;
    }
    this.busy = false;
  }

  render() {
    return html`
      <section class="card" aria-busy=${this.busy ? 'true' : 'false'}>
        <div class="row">
          <h2>${t('rules.backtest')}</h2>
          <div class="row">${Object.entries(SPANS).map(([name, days]) => html`
            <button ?disabled=${this.busy} @click=${() => this.#run(days)}>${t('rules.past-' + name)}</button>`)}</div>
        </div>
        ${this.fault ? html`<p class="error" role="alert">${this.fault}</p>` : nothing}
        ${this.report ? html`
          ${this.report.rules.map(it => this.#rule(it))}
          ${this.report.actuators.map(it => this.#actuator(it))}
          <p class="ends soft figures"><span>${dateTime(this.report.from)}</span><span>${dateTime(this.report.until)}</span></p>` : nothing}
      </section>`;
  }

  #rule(rule) {
    return html`
      <figure>
        <figcaption>${t('rules.would-have', { count: rule.activations })} · ${length(rule.active)}</figcaption>
        ${this.#strip(rule.firings, rule.rule)}
        <ol>${rule.firings.slice(-3).map(it => html`<li class="soft">
          <time class="figures" datetime=${it.from}>${dateTime(it.from)}</time> ${sentence(it.explanation?.sentence)}</li>`)}</ol>
      </figure>`;
  }

  #actuator(actuator) {
    const point = house.points.get(actuator.point) ?? { id: actuator.point };
    const told = ms(actuator.compared) === 0 ? t('rules.not-compared')
      : t('rules.differs', { time: length(actuator.differing), whole: length(actuator.compared) });
    return html`
      <figure>
        <figcaption>${titleOf(point)}: ${t('rules.would-run', { time: length(actuator.on) })}</figcaption>
        ${this.#strip(actuator.spans.filter(it => it.value !== false), titleOf(point))}
        <p class="soft">${told}</p>
      </figure>`;
  }

  #strip(stretches, label) {
    const start = Date.parse(this.report.from);
    const end = Date.parse(this.report.until);
    const place = time => (Date.parse(time) - start) / (end - start) * WIDTH;
    return html`<svg viewBox="0 0 ${WIDTH} 10" preserveAspectRatio="none" role="img" aria-label=${label}>${
      stretches.map(it => {
        const x = place(it.from);
        return svg`<rect x=${x} y="0" height="10" width=${Math.max(1, place(it.until ?? this.report.until) - x)}></rect>`;
      })}</svg>`;
  }
}
customElements.define('rule-backtest', RuleBacktest);

/** Milliseconds of an ISO 8601 duration such as PT4H10M0.5S. */
function ms(text) {
  const [, hours = 0, minutes = 0, seconds = 0] = /^PT(?:(\d+)H)?(?:(\d+)M)?(?:([\d.]+)S)?$/.exec(text) ?? [];
  return ((hours * 60 + Number(minutes)) * 60 + Number(seconds)) * 1000;
}

function length(text) {
  const minutes = Math.round(ms(text) / 60_000);
  return minutes < 120 ? t('rules.minutes', { count: minutes })
    : t('rules.hours', { count: Math.round(minutes / 60) });
}
