// Who holds a point, until when, and how to let it go; and why a command for it failed.
import { css, html, nothing } from 'lit';
import { PanelElement } from '../frame/element.js';
import { house, release } from '../frame/house.js';
import { session } from '../frame/session.js';
import { t, titleOf, until } from '../frame/words.js';
import { icon } from '../frame/icons.js';

const BY_HAND = 8; // the priority of a person, see domovoy.core.Priority

class PointHold extends PanelElement {
  static properties = { point: { attribute: false } };
  static styles = [PanelElement.styles, css`
    .hold { display: flex; flex-wrap: wrap; gap: 0.25rem 0.5rem; align-items: center; justify-content: space-between; min-height: 2.25rem; }
    .hold button { min-height: 2.75rem; font-size: 0.875rem; margin: -0.3rem -0.5rem -0.3rem 0; }
    .error { font-size: 0.875rem; display: flex; gap: 0.4rem; align-items: flex-start; padding-bottom: 0.4rem; }
  `];

  render() {
    const wish = house.wishes.get(this.point.id);
    return html`
      ${this.#hold(wish?.stage === 'pending')}
      <div aria-live="polite">${wish?.stage === 'failed' ? html`
        <p class="error">${icon('warning')} <span>${wish.message}</span></p>` : nothing}</div>`;
  }

  #hold(pending) {
    const { control } = this.point;
    if (!control || control.priority > BY_HAND) {
      return nothing;
    }
    if (control.priority < BY_HAND) {
      const [kind, name] = control.source.split(':');
      return html`<p class="hold"><span class="mark danger">${icon('warning')} ${
        t('control.safety', { by: t('source.' + kind, { name }) })}</span></p>`;
    }
    return html`
      <p class="hold">
        <span class="mark ember">${icon('hand')} ${control.until
          ? t('control.by-hand-until', { time: until(control.until) })
          : t('control.by-hand')}</span>
        ${session.may('command') ? html`
          <button class="quiet" ?disabled=${pending || house.link === 'lost'}
            aria-label=${t('control.release-what', { what: titleOf(this.point) })}
            @click=${() => release(this.point.id)}>${t('control.release')}</button>` : nothing}
      </p>`;
  }
}
customElements.define('point-hold', PointHold);
