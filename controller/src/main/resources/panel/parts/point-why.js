// Why an actuator is as it is: the controller's sentence, and the claims behind it.
import { css, html, nothing } from 'lit';
import { PanelElement } from '../frame/element.js';
import { api } from '../frame/api.js';
import { house } from '../frame/house.js';
import { clockTime, sentence, t, titleOf, until } from '../frame/words.js';
import { withUnit } from './values.js';

class PointWhy extends PanelElement {
  static properties = {
    point: { attribute: false },
    answer: { state: true },
    at: { state: true },
    fault: { state: true },
  };
  static styles = [PanelElement.styles, css`
    h2 { margin-bottom: 0.5rem; }
    p { font-size: 1.0625rem; }
    h3 { font-size: 0.875rem; font-weight: 550; color: var(--ink-soft); margin: 0.9rem 0 0.3rem; }
    details { margin-top: 0.8rem; }
    summary { min-height: var(--touch); align-content: center; cursor: pointer; color: var(--pine); }
    li { display: flex; gap: 0.5rem 1rem; justify-content: space-between; padding: 0.2rem 0; }
  `];
  #asked;

  /** Asks anew whenever who holds the point, or its value, has changed. */
  willUpdate() {
    const about = JSON.stringify(this.at ? [this.point.id, this.at]
      : [this.point.id, this.point.control, this.point.state?.value]);
    if (about !== this.#asked) {
      this.#asked = about;
      this.#ask(about);
    }
  }

  async #ask(about) {
    try {
      const moment = this.at ? `?at=${encodeURIComponent(this.at)}` : '';
      const answer = await api.get(`/points/${encodeURIComponent(this.point.id)}/why${moment}`);
      if (about === this.#asked) {
        this.answer = answer;
        this.fault = undefined;
      }
    } catch (problem) {
      this.fault = problem.message;
    }
  }

  render() {
    return html`
      <section class="card" aria-live="polite">
        <h2>${t('why.title')}</h2>
        ${this.fault ? html`<p class="error">${this.fault}</p>` : nothing}
        <p>${sentence(this.answer?.sentence)}</p>
        ${this.#readings(this.answer?.claims?.[0]?.explanation?.readings ?? [])}
        ${this.#others(this.answer?.claims?.slice(1) ?? [])}
        <details><summary>${t('why.then')}</summary>
          <label>${t('why.moment')}
            <input type="datetime-local" .value=${this.at ?? ''} @change=${event => { this.at = event.target.value; }}></label>
        </details>
      </section>`;
  }

  #readings(readings) {
    return readings.length === 0 ? nothing : html`
      <h3>${t('why.readings')}</h3>
      <ul>${readings.map(it => {
        const point = house.points.get(it.point) ?? { id: it.point };
        return html`<li><a href=${'#/point/' + encodeURIComponent(it.point)}>${titleOf(point)}</a>
          <span class="figures">${withUnit(point, it.value)} · ${clockTime(it.time)}</span></li>`;
      })}</ul>`;
  }

  #others(claims) {
    return claims.length === 0 ? nothing : html`
      <h3>${t('why.others')}</h3>
      <ul>${claims.map(it => {
        const [kind, name] = it.source.split(':');
        return html`<li><span>${t('source.' + kind, { name })}</span>
          <span>${withUnit(this.point, it.value)}${it.until
            ? ' · ' + t('why.until', { time: until(it.until) }) : ''}</span></li>`;
      })}</ul>`;
  }
}
customElements.define('point-why', PointWhy);
