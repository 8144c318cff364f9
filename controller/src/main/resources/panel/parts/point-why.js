// Why an actuator is as it is: the controller's sentence, and the claims behind it.
import { css, html, nothing } from 'lit';
import { PanelElement } from '../frame/element.js';
import { api } from '../frame/api.js';
import { sentence, t } from '../frame/words.js';

class PointWhy extends PanelElement {
  static properties = {
    point: { attribute: false },
    answer: { state: true },
    fault: { state: true },
  };
  static styles = [PanelElement.styles, css`
    h2 { margin-bottom: 0.5rem; }
    p { font-size: 1.0625rem; }
  `];
  #asked;

  /** Asks anew whenever who holds the point, or its value, has changed. */
  willUpdate() {
    const about = JSON.stringify([this.point.id, this.point.control, this.point.state?.value]);
    if (about !== this.#asked) {
      this.#asked = about;
      this.#ask(about);
    }
  }

  async #ask(about) {
    try {
      const answer = await api.get(`/points/${encodeURIComponent(this.point.id)}/why`);
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
      </section>`;
  }
}
customElements.define('point-why', PointWhy);
