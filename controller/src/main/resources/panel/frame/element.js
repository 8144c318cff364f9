// The base of every page and card.
import { LitElement, css } from 'lit';
import { houseChanged } from './house.js';
import { sessionChanged } from './session.js';
import { wordsChanged } from './words.js';
import { shared } from './looks.js';

/**
 * Redraws when the house, the session or the language changes. A fault while drawing does not
 * leave the element: it is told upwards as the event panel-fault and shown in its place.
 */
export class PanelElement extends LitElement {
  static styles = shared;
  #unfollow = [];

  connectedCallback() {
    super.connectedCallback();
    const redraw = () => this.requestUpdate();
    this.#unfollow = [houseChanged, sessionChanged, wordsChanged].map(follow => follow(redraw));
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.#unfollow.forEach(stop => stop());
  }

  performUpdate() {
    try {
      super.performUpdate();
    } catch (error) {
      this.dispatchEvent(
        new CustomEvent('panel-fault', { detail: error, bubbles: true, composed: true }));
    }
  }
}

export { css };
