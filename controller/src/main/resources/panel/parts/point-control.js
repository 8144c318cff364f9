// The switch, slider or choice that commands a point. It shows what was asked until the house
// confirms it, and says so when the house does not.
import { css, html } from 'lit';
import { live } from 'lit/directives/live.js';
import { PanelElement } from '../frame/element.js';
import { command, house } from '../frame/house.js';
import { session } from '../frame/session.js';
import { number, t, titleOf } from '../frame/words.js';
import { unitOf, valueOf } from './values.js';

const STEPS = 100;

class PointControl extends PanelElement {
  static properties = { point: { attribute: false }, moving: { state: true } };
  static styles = [PanelElement.styles, css`
    :host { --fill-colour: var(--pine); --knob: var(--surface); }
    :host([warm]) { --fill-colour: var(--ember-fill); --knob: #fff; }

    .switch { position: relative; width: 4.25rem; min-height: var(--touch); padding: 0; background: none; border: 0; }
    .switch::before { content: ""; position: absolute; inset: 0.375rem 0; border-radius: 2rem; background: var(--sunken); border: 2px solid var(--line-strong); transition: background 0.2s, border-color 0.2s; }
    .switch::after { content: ""; position: absolute; left: 0.375rem; top: 50%; width: 1.5rem; height: 1.5rem; margin-top: -0.75rem; border-radius: 50%; background: var(--line-strong); transition: left 0.2s, background 0.2s; }
    .switch[aria-checked=true]::before { background: var(--fill-colour); border-color: var(--fill-colour); }
    .switch[aria-checked=true]::after { left: calc(100% - 1.875rem); background: var(--knob); }
    .pending .switch::after { animation: breathe 0.9s ease-in-out infinite alternate; }
    @keyframes breathe { to { transform: scale(0.6); opacity: 0.7; } }

    .dimmer { display: grid; grid-template-columns: minmax(0, 1fr) auto; gap: 0.8rem; align-items: center; width: 100%; }
    output { min-width: 4.5ch; text-align: right; font-weight: 600; font-size: 1.0625rem; }
    .pending output { color: var(--ink-soft); font-style: italic; }
    input[type=range] { --fill: 0%; appearance: none; width: 100%; height: var(--touch); margin: 0; background: none; cursor: pointer; border-radius: 1rem; }
    input[type=range]::-webkit-slider-runnable-track { height: 2.25rem; border-radius: 0.8rem; border: 1px solid var(--line-strong); background: linear-gradient(to right, var(--fill-colour) var(--fill), var(--sunken) var(--fill)); }
    input[type=range]::-moz-range-track { height: 2rem; border-radius: 0.8rem; border: 1px solid var(--line-strong); background: linear-gradient(to right, var(--fill-colour) var(--fill), var(--sunken) var(--fill)); }
    input[type=range]::-webkit-slider-thumb { appearance: none; width: 0.875rem; height: 2.5rem; margin-top: -0.19rem; border-radius: 0.45rem; background: #fff; border: 1px solid var(--line-strong); box-shadow: 0 1px 4px var(--shadow); }
    input[type=range]::-moz-range-thumb { width: 0.8rem; height: 2.4rem; border-radius: 0.45rem; background: #fff; border: 1px solid var(--line-strong); }
    input[type=range]:disabled, .switch:disabled { cursor: default; opacity: 0.5; }

  `];

  render() {
    const wish = house.wishes.get(this.point.id);
    const pending = wish?.stage === 'pending';
    const value = pending && wish.value !== undefined ? wish.value : this.point.state?.value;
    return html`
      <div class=${pending ? 'pending' : ''} aria-busy=${pending ? 'true' : 'false'}>${
        this.#input(value)}</div>`;
  }

  #input(value) {
    switch (this.point.accepts.type) {
      case 'on-off':
        return html`<button class="switch" role="switch" aria-checked=${value === true}
          aria-label=${titleOf(this.point)} ?disabled=${this.#deaf}
          @click=${() => command(this.point.id, value !== true)}></button>`;
      case 'number':
        return this.#slider(value);
      case 'choice':
        return html`<select aria-label=${titleOf(this.point)} ?disabled=${this.#deaf}
          @change=${event => command(this.point.id, event.target.value)}>
          ${this.point.accepts.labels.map(label => html`
            <option value=${label} ?selected=${label === value}>${
              valueOf(this.point, label)}</option>`)}
        </select>`;
      default:
        return html`<span>${valueOf(this.point, value)}</span>`;
    }
  }

  #slider(value) {
    const { minimum, maximum } = this.point.accepts;
    const shown = this.moving ?? value;
    const step = stepOf(minimum, maximum);
    return html`
      <div class="dimmer">
        <input type="range" aria-label=${titleOf(this.point)} ?disabled=${this.#deaf}
          min=${minimum} max=${maximum} step=${step} .value=${live(String(shown ?? minimum))}
          aria-valuetext=${shown === undefined ? t('quality.none') : this.#written(shown, step)}
          @input=${event => { this.moving = Number(event.target.value); }}
          @change=${event => this.#send(Number(event.target.value))}>
        <output class="figures">${shown === undefined ? '—' : this.#written(shown, step)}</output>
      </div>`;
  }

  #written(value, step) {
    const unit = unitOf(this.point);
    return number(value, step < 1 ? 1 : 0) + (unit ? ' ' + unit : '');
  }

  async #send(value) {
    const done = command(this.point.id, value);
    this.moving = undefined;
    await done;
  }

  updated() {
    const slider = this.renderRoot.querySelector('input[type=range]');
    if (slider) {
      const part = (slider.value - slider.min) / (slider.max - slider.min);
      slider.style.setProperty('--fill', `${100 * part}%`);
    }
  }

  /** A switch without a line to the controller, or in the hand of a guest, would only pretend. */
  get #deaf() {
    return house.link === 'lost' || !session.may('command');
  }
}
customElements.define('point-control', PointControl);

/** About a hundred steps, and round ones. */
function stepOf(minimum, maximum) {
  const raw = (maximum - minimum) / STEPS;
  const power = 10 ** Math.floor(Math.log10(raw));
  const round = [1, 2, 5, 10].find(it => it * power >= raw * 0.999) * power;
  return Math.min(round, 1) === 1 ? 1 : round <= 0.5 ? 0.5 : round;
}
