// Home: every area with its points, and above them how the house is, in one sentence.
import { css, html, nothing, PanelElement, house, icon, register, repeat, session, t, titleOf, areaTitle } from 'panel';
import { cardsFor } from '../frame/registry.js';
import { clockTime, longDate } from '../frame/words.js';
import { pointsOf } from '../frame/house.js';
import { fitTelevision } from '../frame/television.js';
import { trustOf, unitOf, valueOf } from '../parts/values.js';
import { ALARMING, isWarm } from '../parts/point-row.js';

const ORDER = { actuator: 0, setpoint: 1, sensor: 2 };

class PageHome extends PanelElement {
  static styles = [PanelElement.styles, css`
    header { display: flex; flex-wrap: wrap; gap: 0.5rem 1.5rem; align-items: flex-end; justify-content: space-between; padding: 0.4rem 0.25rem 0.35rem; }
    h1 { font-size: clamp(1.7rem, 1.2rem + 1.8vw, 2.5rem); font-weight: 350; letter-spacing: -0.025em; }
    h1.trouble { color: var(--danger); font-weight: 500; }
    .facts { display: flex; flex-wrap: wrap; gap: 0.25rem 1.1rem; color: var(--ink-soft); margin-top: 0.35rem; }
    .facts .warn { color: var(--warn); }
    .clock { text-align: right; line-height: 1.1; }
    .clock b { display: block; font-size: clamp(1.8rem, 1.2rem + 1.8vw, 2.75rem); font-weight: 300; letter-spacing: -0.03em; }
    .areas { columns: 19rem; column-gap: var(--gap); }
    .areas > section { break-inside: avoid; margin: 0 0 var(--gap); padding: 0.85rem 1.125rem 0.6rem; position: relative; overflow: hidden; }
    .areas > section.lit { background: radial-gradient(18rem 11rem at 100% 0, var(--ember-glow), transparent 75%), var(--surface); }
    .areas > section.alarm { border-color: var(--danger-line); }
    .head { display: flex; align-items: center; justify-content: space-between; gap: 1rem; min-height: 3rem; }
    .head h2 { font-size: 1.1875rem; }
    .warmth { color: inherit; text-decoration: none; font-size: 2.125rem; font-weight: 300; letter-spacing: -0.03em; line-height: 1; white-space: nowrap; }
    .warmth small { font-size: 1rem; letter-spacing: 0; }
    .warmth.old { color: var(--ink-soft); text-decoration: underline dotted 2px; text-underline-offset: 0.2em; }
    .warmth.bad { font-size: 1.6rem; padding: 0.15rem 0.6rem; border-radius: 0.6rem; color: var(--warn); background: repeating-linear-gradient(-45deg, transparent 0 5px, var(--hatch) 5px 9px), var(--warn-ground); }
    .why-not { color: var(--warn); font-size: 0.875rem; }
    .rows > * { padding: 0; }
    @media (max-width: 700px) { .clock { display: none; } }
    @media (min-width: 1700px) and (min-height: 1000px) { .areas { columns: 17.5rem; } }
  `];

  #resized = () => this.requestUpdate();

  connectedCallback() {
    super.connectedCallback();
    addEventListener('resize', this.#resized);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    removeEventListener('resize', this.#resized);
  }

  render() {
    const points = [...house.points.values()];
    if (points.length === 0) {
      return house.link === 'live'
        ? html`<section class="card empty"><h2>${t('home.empty')}</h2><p>${t('home.empty-text')}</p></section>`
        : nothing;
    }
    return html`
      <div class="page">
        ${this.#headline(points)}
        ${cardsFor('home', session.role).map(card => html`<panel-guard .tag=${card.tag}></panel-guard>`)}
        <div class="areas">
          ${repeat(house.areas.filter(it => pointsOf(it.id).length > 0), it => it.id, it => this.#area(it))}
        </div>
      </div>`;
  }

  async updated() {
    await new Promise(requestAnimationFrame); // the rows have drawn themselves by then
    const held = [...house.points.values()].filter(it => it.control).length;
    fitTelevision([house.points.size, house.incidents.size, house.wishes.size, held].join());
  }

  #headline(points) {
    const open = [...house.incidents.values()].filter(it => !it.resolved).length;
    const on = points.filter(it => it.kind === 'actuator' && it.state?.value === true).length;
    const doubtful = points.filter(it => it.kind === 'sensor' && trustOf(it).level !== 'good').length;
    const away = [...house.nodes.values()].filter(it => it.reachable === false).length;
    return html`
      <header>
        <div>
          <h1 class=${open ? 'trouble' : ''}>${headline(open, doubtful + away)}</h1>
          <p class="facts">
            <span>${t('home.on', { count: on })}</span>
            ${doubtful ? html`<span class="warn">${t('home.doubtful', { count: doubtful })}</span>` : nothing}
            ${away ? html`<span class="warn">${t('home.nodes-away', { count: away })}</span>` : nothing}
          </p>
        </div>
        <p class="clock figures"><b>${clockTime(Date.now())}</b><span class="soft">${longDate(Date.now())}</span></p>
      </header>`;
  }

  #area(area) {
    const points = pointsOf(area.id);
    const first = points.find(isWarmth);
    const rest = points.filter(it => it !== first).sort((a, b) => ORDER[a.kind] - ORDER[b.kind]);
    const lit = points.some(it => it.kind === 'actuator' && isWarm(it) && isOn(it));
    const alarm = points.some(it => ALARMING.test(it.quantity) && it.state?.value === true);
    return html`
      <section class="card ${lit ? 'lit' : ''} ${alarm ? 'alarm' : ''}" aria-label=${areaTitle(area)}>
        <div class="head"><h2>${areaTitle(area)}</h2>${first ? warmth(first) : nothing}</div>
        ${first && trustOf(first).level !== 'good'
          ? html`<p class="why-not">${icon('thermometer')} ${trustOf(first).note}</p>` : nothing}
        <div class="rows">
          ${repeat(rest, it => it.id, it => html`<point-row .point=${it}></point-row>`)}
        </div>
      </section>`;
  }
}

/** Calm is only said when it is known. */
function headline(open, unseen) {
  if (house.link === 'lost') {
    return t('home.lost');
  }
  return open ? t('home.trouble', { count: open }) : t(unseen ? 'home.calm-but' : 'home.calm');
}

function isWarmth(point) {
  return point.kind === 'sensor' && point.quantity === 'temperature';
}

function isOn(point) {
  const { value } = point.state ?? {};
  return value === true || (typeof value === 'number' && value > point.accepts.minimum);
}

function warmth(point) {
  return html`
    <a class="warmth figures ${trustOf(point).level}" href=${'#/point/' + encodeURIComponent(point.id)}
      aria-label=${`${titleOf(point)}: ${valueOf(point, point.state?.value)} ${unitOf(point)}`}>
      ${valueOf(point, point.state?.value)}<small> ${unitOf(point)}</small></a>`;
}

customElements.define('page-home', PageHome);
register({ id: 'home', title: 'home.title', icon: 'home', page: 'page-home', order: 0 });
